import { erasureBases } from '../../archive/index.ts'
import { type Command, type Desk, type ExitCode, exitCodes, type Input } from '../command.ts'
import { type Door, openDoor } from '../door.ts'
import { doorAsAnother } from '../door-as-another.ts'
import { table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

const as = { as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' } } as const

export const logErase: Command = {
  name: 'log erase',
  summary: 'destroy hidden values of the log for good: one person proposes it, another approves it',
  details: [
    'ID is the index of an entry, or the id of a record, which means all entries of its search; --person means every hidden value that names',
    'that person of the gallery. Values, salts and keys are destroyed, also for backups of the database; the entries, the tree and all counts',
    'stay, and an entry erase says in public which values went and on what ground. Nobody erases the record of his own search, and no',
    'record goes for retention before it is a year old. What was handed out before cannot be called back.',
    '',
    'You propose; --approver names who approves. At the console both act in one command; while a server runs the approver signs in and runs',
    'casebound log erase approve:PROPOSAL. withdraw:PROPOSAL takes one back.',
  ].join('\n'),
  positionals: [
    { name: 'ID', words: 'entry or record; or approve:PROPOSAL, withdraw:PROPOSAL', optional: true },
  ],
  options: {
    person: { type: 'string', hint: 'PERSON', words: 'instead of ID: a person of the gallery' },
    fields: { type: 'string', hint: 'A,B', words: 'only these hidden fields (default: all)' },
    basis: { type: 'string', hint: 'GROUND', words: `${erasureBases.join(', ')}; public in the log` },
    order: { type: 'string', hint: 'TEXT', words: 'court order, petition or rule it rests on; sealed' },
    reason: { type: 'string', hint: 'TEXT', words: 'why, in a sentence; sealed' },
    approver: { type: 'string', hint: 'LOGIN', words: 'who approves it; not the one who proposes' },
    ...as,
  },
  examples: [
    'casebound log erase 9fKq… --basis sealing --order "PC 851.91, BA-4711" --reason "Arrest sealed." --as captain --approver chief',
    'casebound log erase --person P-000123 --basis expungement --order "PC 851.8" --reason "Factually innocent."',
  ],
  run: async (input, desk) => {
    const door = await openDoor(desk, { dataDir: input.dataDir, command: 'log erase', as: input.text('as') })
    try {
      const [, act, proposal] = /^(approve|withdraw):(.+)$/.exec(input.positionals[0] ?? '') ?? []
      if (act === 'approve') return await approve(door, { desk, id: proposal ?? '' })
      if (act === 'withdraw') return await withdraw(door, { desk, id: proposal ?? '' })
      return await propose(door, { desk, input })
    } finally {
      await door.close()
    }
  },
}

async function propose(door: Door, { desk, input }: { desk: Desk; input: Input }): Promise<ExitCode> {
  const [id, personId] = [input.positionals[0], input.text('person')]
  if ((id === undefined) === (personId === undefined))
    throw new WrongUse('Give an ID, or --person; not both.')
  const basis = input.text('basis')
  if (!erasureBases.some((one) => one === basis))
    throw new WrongUse(`--basis is one of ${erasureBases.join(', ')}.`)
  const fields = input
    .text('fields')
    ?.split(',')
    .map((field) => field.trim())
  const draft = {
    ...(id === undefined ? { personId } : { id }),
    ...(fields === undefined ? {} : { fields }),
    ...{ basis, order: input.text('order') ?? '', reason: input.text('reason') ?? '' },
  }
  type Proposed = { id: string; entries: number; values: number }
  const proposed = await door.call<Proposed>('POST', '/api/erasures', draft)
  desk.terminal.print(
    `Proposed: ${proposed.values} values of ${proposed.entries} entries would be destroyed. Nothing is gone yet.`,
  )
  const approver = input.text('approver')
  const approving = approver === undefined ? undefined : await doorAsAnother(door, { desk, login: approver })
  if (approving) return approve(approving, { desk, id: proposed.id })
  desk.terminal.print(`Somebody else approves it: casebound log erase approve:${proposed.id}`)
  desk.terminal.result({ proposed: proposed.id, entries: proposed.entries, values: proposed.values })
  return exitCodes.done
}

async function approve(
  door: Pick<Door, 'call'>,
  { desk, id }: { desk: Desk; id: string },
): Promise<ExitCode> {
  type Erased = { logIndices: readonly number[]; values: number }
  const path = `/api/erasures/${encodeURIComponent(id)}/approve`
  const { logIndices, values } = await door.call<Erased>('POST', path)
  desk.terminal.print(`Destroyed ${values} values for good. Log entries ${logIndices.join(', ')} say so.`)
  desk.terminal.result({ erased: id, logIndices, values })
  return exitCodes.done
}

async function withdraw(door: Door, { desk, id }: { desk: Desk; id: string }): Promise<ExitCode> {
  await door.call('DELETE', `/api/erasures/${encodeURIComponent(id)}`)
  desk.terminal.print('Withdrawn. Nothing was destroyed.')
  desk.terminal.result({ withdrawn: id })
  return exitCodes.done
}

type ErasureRow = {
  id: string
  basis: string
  order: string
  values: number
  entries: readonly number[]
  proposedBy: string
  proposedAt: string
  closedAs?: string
  closedBy?: string
}

export const logErasures: Command = {
  name: 'log erasures',
  summary: 'list what was proposed to be erased, and what was',
  options: as,
  examples: ['casebound log erasures --as captain'],
  run: async (input, desk) => {
    const door = await openDoor(desk, {
      dataDir: input.dataDir,
      command: 'log erasures',
      as: input.text('as'),
    })
    try {
      const { erasures } = await door.call<{ erasures: readonly ErasureRow[] }>('GET', '/api/erasures')
      desk.terminal.print(
        erasures.length === 0
          ? 'Nothing was ever proposed to be erased.'
          : table([
              ['proposal', 'ground', 'on', 'values', 'of entries', 'proposed', 'state'],
              ...erasures.map((one) => [
                ...[one.id, one.basis, one.order, String(one.values), one.entries.join(' ')],
                `${one.proposedAt.slice(0, 10)} ${one.proposedBy}`,
                one.closedAs === undefined ? 'waits' : `${one.closedAs}, ${one.closedBy ?? ''}`,
              ]),
            ]),
      )
      desk.terminal.result({ erasures })
      return exitCodes.done
    } finally {
      await door.close()
    }
  },
}
