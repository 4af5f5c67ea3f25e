import { resolve } from 'node:path'
import { systemClock } from '../../kernel/index.ts'
import { parseVerifierKey } from '../../proof/index.ts'
import { createWitness, openWitness, serveWitness } from '../../witness/index.ts'
import { type Command, exitCodes } from '../command.ts'
import { WrongUse } from '../wrong-use.ts'
import { stopSignal } from './serve.ts'

const folderOption = {
  type: 'string',
  hint: 'DIR',
  words: 'folder of the witness: its key and its memory',
  required: true,
} as const

export const witnessInit: Command = {
  name: 'witness init',
  summary: 'make the key of a witness, on the machine of the body that oversees an agency',
  details: [
    'A witness follows a log and cosigns it as long as it only grows. It needs no database, no agency and no network but the one',
    'on which the agency reaches it. Keep its folder: a witness that forgot what it saw would cosign a shortened log.',
  ].join('\n'),
  options: {
    dir: folderOption,
    name: {
      type: 'string',
      hint: 'NAME',
      words: 'name of the witness, e.g. inspector.example/witness-1',
      required: true,
    },
  },
  examples: ['casebound witness init --dir ./witness --name inspector.example/witness-1'],
  run: async (input, { terminal }) => {
    const dir = resolve(input.text('dir') ?? '')
    const vkey = await createWitness(dir, input.text('name') ?? '')
    terminal.print(
      `Verifier key of the witness; give it to the agency and to everybody who checks the log:\n\n  ${vkey}\n`,
    )
    terminal.print('Line for the witness policy of the log, once you know the address:')
    terminal.print(`\n  witness ${shortName(input.text('name') ?? '')} ${vkey} http://HOST:PORT`)
    terminal.print(
      `\nServe it: casebound witness serve --dir ${dir} --log VKEY-OF-THE-LOG --listen 127.0.0.1:8790`,
    )
    terminal.result({ dir, vkey })
    return exitCodes.done
  },
}

const shortName = (name: string): string => name.split('/').at(-1) ?? name

const usualListen = '127.0.0.1:8790'

export const witnessServe: Command = {
  name: 'witness serve',
  summary: 'cosign the checkpoints of a log, as long as it only grows',
  details: [
    'Speaks C2SP tlog-witness: POST /add-checkpoint, and GET /HASH/checkpoint for those who compare what witnesses saw. A log that',
    'shrinks or shows another history is refused, and what was seen stays as evidence. Stop it with Ctrl-C.',
  ].join('\n'),
  options: {
    dir: folderOption,
    log: {
      type: 'string',
      hint: 'VKEY',
      words: 'verifier key of a log to follow, from a source you trust; may be given several times',
      multiple: true,
      required: true,
    },
    listen: {
      type: 'string',
      hint: 'HOST:PORT',
      words: `address to listen at (default: ${usualListen}; port 0 picks a free one)`,
    },
  },
  examples: [
    'casebound witness serve --dir ./witness --log police.example/fr-log/1+1a2b3c4d+AbCd… --listen 10.0.0.7:8790',
  ],
  run: async (input, { terminal }) => {
    const address = addressOf(input.text('listen') ?? usualListen)
    const witness = await openWitness({
      dir: resolve(input.text('dir') ?? ''),
      logs: input.texts('log').map(parseVerifierKey),
      clock: systemClock,
    })
    try {
      const served = await serveWitness(witness, {
        ...address,
        report: (error) => terminal.note(`The witness failed at a request: ${String(error)}`),
      })
      for (const { origin, size } of witness.logs())
        terminal.print(`Follows ${origin}, seen up to ${size.toLocaleString('en-US')} entries.`)
      terminal.print(`Witness ${witness.name} listens at ${served.url}  (stop with Ctrl-C)`)
      terminal.result({ url: served.url, vkey: witness.vkey, logs: witness.logs() })
      await stopSignal()
      await served.close()
    } finally {
      await witness.close()
    }
    return exitCodes.done
  },
}

function addressOf(text: string): { host: string; port: number } {
  const [, bracketed, plain, digits = ''] = /^(?:\[([0-9a-f:]+)\]|([^:\s]+)):(\d{1,5})$/i.exec(text) ?? []
  const host = bracketed ?? plain
  const port = Number(digits)
  if (host !== undefined && port <= 65_535) return { host, port }
  throw new WrongUse(`--listen takes HOST:PORT, e.g. ${usualListen}, not "${text}".`)
}
