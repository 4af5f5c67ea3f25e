import { isoDate, systemClock } from '../../kernel/index.ts'
import { type Command, type Desk, type ExitCode, exitCodes, type Input } from '../command.ts'
import { type Door, openDoor } from '../door.ts'
import { doorAsAnother } from '../door-as-another.ts'
import { answerOption, answersOf, packReference } from '../policy/pack-argument.ts'
import type { PolicyVersionsAnswer } from '../policy/versions-answer.ts'
import { printChanges } from './policy-diff.ts'

const as = { as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' } } as const

export const policyAdopt: Command = {
  name: 'policy adopt',
  summary:
    'put a policy in force from a day: one person proposes it, another approves it, and it is logged with its hash',
  details: [
    'You propose the text; --approver names the person who approves it. At the console both can act in one command. While a server runs the',
    'approver signs in and approves it there: on the page Policy, or with casebound policy adopt proposed:ID.',
    'Everybody accepts the new text before the next search.',
  ].join('\n'),
  positionals: [{ name: 'PACK', words: 'name or folder of a pack, or proposed:ID to approve a proposal' }],
  options: {
    from: { type: 'string', hint: 'DATE', words: 'first day in force (default: today)' },
    approver: { type: 'string', hint: 'LOGIN', words: 'who approves it; not the one who proposes' },
    ...answerOption,
    ...as,
  },
  examples: [
    'casebound policy adopt maryland --from 2027-01-01 --approver captain --answer outside-requests=refuse --answer body-camera=deny --answer tries=3',
  ],
  run: async (input, desk) => {
    const door = await openDoor(desk, {
      ...{ dataDir: input.dataDir, command: 'policy adopt', as: input.text('as') },
    })
    try {
      const [, proposal] = /^proposed:(.+)$/.exec(input.positionals[0] ?? '') ?? []
      if (proposal !== undefined) return await approve(door, { desk, id: proposal })
      return await propose(door, { desk, input })
    } finally {
      await door.close()
    }
  },
}

async function propose(door: Door, { desk, input }: { desk: Desk; input: Input }): Promise<ExitCode> {
  const inForceFrom = input.text('from') ?? isoDate(systemClock.now())
  const pack = await packReference(input.positionals[0] ?? '', answersOf(input))
  const { id } = await door.call<{ id: string }>('POST', '/api/policy/proposals', { pack, inForceFrom })
  const approver = input.text('approver')
  const approving = approver === undefined ? undefined : await doorAsAnother(door, { desk, login: approver })
  if (approving) return approve(approving, { desk, id })
  desk.terminal.print(`Proposed as proposed:${id}, to be in force from ${inForceFrom}.`)
  desk.terminal.print(
    'Somebody else approves it, on the page Policy or with: casebound policy adopt proposed:ID',
  )
  desk.terminal.result({ proposed: id, inForceFrom })
  return exitCodes.done
}

async function approve(door: Door, { desk, id }: { desk: Desk; id: string }): Promise<ExitCode> {
  type Adopted = { n: number; logIndex: number }
  const adopted = await door.call<Adopted>('POST', `/api/policy/proposals/${encodeURIComponent(id)}/adopt`)
  const { versions } = await door.call<PolicyVersionsAnswer>('GET', '/api/policy/versions')
  const version = versions.find(({ n }) => n === adopted.n)
  desk.terminal.print(
    `Adopted as number ${adopted.n}: ${version?.packId} ${version?.packVersion}, in force from ${version?.inForceFrom}.`,
  )
  desk.terminal.print(`Log entry ${adopted.logIndex} names its hash ${version?.packSha256}.`)
  desk.terminal.print(
    'Everybody accepts it before the next search: on the page Policy, or with casebound policy accept.',
  )
  desk.terminal.result({ ...adopted, ...version })
  return exitCodes.done
}

export const policyAccept: Command = {
  name: 'policy accept',
  summary: 'read what the policy in force changed, and accept it',
  options: as,
  examples: ['casebound policy accept'],
  run: async (input, desk) => {
    const door = await openDoor(desk, {
      ...{ dataDir: input.dataDir, command: 'policy accept', as: input.text('as') },
    })
    try {
      const answer = await door.call<PolicyVersionsAnswer>('GET', '/api/policy/versions')
      const version = answer.versions.find(({ inForce }) => inForce)
      if (!answer.accepted) {
        printChanges(desk.terminal, answer.changesToAccept)
        await door.call('POST', '/api/policy/accept')
      }
      desk.terminal.print(`You have accepted ${version?.packId} ${version?.packVersion}.`)
      desk.terminal.result({ n: version?.n, accepted: true })
      return exitCodes.done
    } finally {
      await door.close()
    }
  },
}
