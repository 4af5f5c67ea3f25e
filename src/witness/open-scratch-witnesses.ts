import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, systemClock } from '../kernel/index.ts'
import { parseVerifierKey } from '../proof/index.ts'
import { openWitness, type Witness } from './open-witness.ts'
import { serveWitness } from './serve-witness.ts'
import { createWitness } from './witness-files.ts'

export type ScratchWitness = {
  readonly vkey: string
  readonly url: string
  readonly dir: string
  readonly witness: () => Witness
  /** Closes the port, as a machine that is switched off. */
  readonly stop: () => Promise<void>
  /** Opens the same port again over what is on the disk. */
  readonly start: () => Promise<void>
}

export type ScratchWitnesses = {
  readonly each: readonly ScratchWitness[]
  /** Text of a trust policy: `needed` of them, at their addresses. */
  readonly policy: (needed: number) => string
  readonly close: () => Promise<void>
}

/** Throw-away witnesses on loopback that follow one log, for tests: real keys, files and sockets. */
export async function openScratchWitnesses(
  count: number,
  given: { readonly log: string; readonly clock?: Clock },
): Promise<ScratchWitnesses> {
  const folder = await mkdtemp(join(tmpdir(), 'casebound-scratch-witnesses-'))
  const each: ScratchWitness[] = []
  for (let at = 1; at <= count; at++) each.push(await openOne(join(folder, `w${at}`), { ...given, at }))
  return {
    each,
    policy: (needed) =>
      [
        `log ${given.log}`,
        ...each.map(({ vkey, url }, at) => `witness w${at + 1} ${vkey} ${url}`),
        `group witnesses ${needed} ${each.map((_, at) => `w${at + 1}`).join(' ')}`,
        'quorum witnesses',
        '',
      ].join('\n'),
    close: async () => {
      for (const { stop } of each) await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function openOne(
  dir: string,
  of: { readonly log: string; readonly at: number; readonly clock?: Clock },
): Promise<ScratchWitness> {
  const vkey = await createWitness(dir, `inspector.example/w${of.at}`)
  const { clock = systemClock } = of
  const open = () => openWitness({ dir, logs: [parseVerifierKey(of.log)], clock })
  const report = (error: unknown) => void process.stderr.write(`${String(error)}\n`)
  let witness = await open()
  let served: Awaited<ReturnType<typeof serveWitness>> | undefined = await serveWitness(witness, {
    host: '127.0.0.1',
    port: 0,
    report,
  })
  const { url } = served
  return {
    ...{ vkey, url, dir },
    witness: () => witness,
    stop: async () => {
      if (served === undefined) return
      const closing = served
      served = undefined
      await closing.close()
      await witness.close()
    },
    start: async () => {
      if (served !== undefined) return
      witness = await open()
      served = await serveWitness(witness, { host: '127.0.0.1', port: Number(new URL(url).port), report })
    },
  }
}
