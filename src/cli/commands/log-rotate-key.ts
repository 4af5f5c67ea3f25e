import { Refused } from '../../kernel/index.ts'
import { houseFolders } from '../../lead/index.ts'
import { addSignerKey } from '../../ledger/index.ts'
import { atConsole } from '../at-console.ts'
import { type Command, type Desk, exitCodes, type Input } from '../command.ts'

const overlapDays = 90
const dayMs = 86_400_000

type FurtherKey = {
  readonly n: number
  readonly vkey: string
  readonly index: number
  readonly announcedAt: Date
}

export const logRotateKey: Command = {
  name: 'log rotate-key',
  summary:
    'change the signing key of the log: announce a new one in the log, and sign with both from then on',
  details: [
    'The server must be stopped. A new key is made beside the old one; a note that both sign announces it, and the log says so in an entry of',
    'its own (key). From there on every checkpoint carries both signatures: readers and witnesses that know the old key go on, and no',
    'verifier believes a checkpoint without the new one. Give the new key to the witnesses and to whoever pins a key, and keep a copy of the',
    'signer folder. A change that was cut off is finished by whatever opens the log next.',
    '',
    `Within ${overlapDays} days of the last change it is refused, unless --early is given. A stolen key is changed in the same way; whoever has it can sign`,
    'nothing any more that is believed. The old key goes on signing beside the new one; it is not retired yet.',
  ].join('\n'),
  options: {
    early: {
      type: 'boolean',
      words: `change it although the last change is less than ${overlapDays} days old`,
    },
  },
  examples: ['casebound log rotate-key'],
  run: async (input, desk) => {
    const { signer } = houseFolders(input.dataDir)
    const startedAt = new Date()
    // Opening the log first finishes a change that was cut off.
    const before = (await announced(input, desk)).at(-1)
    if (before !== undefined && before.announcedAt >= startedAt)
      return told(desk, { key: before, cutOff: true })
    const ageDays = before && Math.floor((Date.now() - before.announcedAt.getTime()) / dayMs)
    if (before !== undefined && ageDays !== undefined && ageDays < overlapDays && !input.flag('early'))
      throw tooEarly(before, ageDays)
    await addSignerKey(signer)
    const key = (await announced(input, desk)).at(-1)
    if (key === undefined) throw new Error('the new key is not in the log')
    return told(desk, { key, cutOff: false })
  },
}

async function announced(input: Input, desk: Desk): Promise<readonly FurtherKey[]> {
  let keys: readonly FurtherKey[] = []
  await atConsole(desk, { input, command: 'log rotate-key' }, async ({ house }) => {
    keys = await house.ledger.furtherKeys()
  })
  return keys
}

function told({ terminal }: Desk, { key, cutOff }: { key: FurtherKey; cutOff: boolean }) {
  const { n, vkey, index } = key
  if (cutOff) terminal.print('A change of key that was cut off is finished now.')
  terminal.print(
    `Key ${n} of the log is announced by entry ${index}; every checkpoint is signed by it too:\n`,
  )
  terminal.print(`  ${vkey}\n`)
  terminal.print('Give it to the witnesses and to whoever pins a key, and keep a copy of the signer folder.')
  terminal.result({ n, verifierKey: vkey, logIndex: index, cutOff })
  return exitCodes.done
}

const tooEarly = ({ n, index }: FurtherKey, ageDays: number) =>
  new Refused<'KEY_TOO_YOUNG'>({
    code: 'KEY_TOO_YOUNG',
    reason: `Key ${n} was announced ${ageDays} days ago, by entry ${index}; readers have ${overlapDays} days to take it over.`,
    needed: `Wait ${overlapDays - ageDays} days; or, when the key is in wrong hands, give --early.`,
  })
