import { isoDate, systemClock } from '../../kernel/index.ts'
import type { Replay } from '../../lead/index.ts'
import { type Command, exitCodes } from '../command.ts'
import { openDoor } from '../door.ts'
import { answerOption, answersOf, packReference } from '../policy/pack-argument.ts'
import { type Terminal, table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

export const policyReplay: Command = {
  name: 'policy replay',
  summary:
    'decide the recorded requests of a period again under a proposed policy, and show what would have changed',
  details: [
    'Nothing is touched and nothing is searched. The proposed policy is taken as if it had been in force; each request was decided by the',
    'policy of its day. Roles are those of today; what a requester owed then was not recorded and is taken to have been in order.',
    'For supervisors, programme managers and administrators.',
  ].join('\n'),
  options: {
    pack: { type: 'string', hint: 'PACK', words: 'name or folder of the proposed pack', required: true },
    from: { type: 'string', hint: 'DATE', words: 'first day', required: true },
    to: { type: 'string', hint: 'DATE', words: 'last day (default: today)' },
    ...answerOption,
    as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' },
  },
  examples: ['casebound policy replay --pack ./our-policy --from 2026-01-01 --to 2026-06-30'],
  run: async (input, desk) => {
    const from = input.text('from') ?? ''
    const to = input.text('to') ?? isoDate(systemClock.now())
    if (from > to) throw new WrongUse(`The period ends on ${to}, before it begins on ${from}.`)
    const pack = await packReference(input.text('pack') ?? '', answersOf(input))
    const door = await openDoor(desk, {
      ...{ dataDir: input.dataDir, command: 'policy replay', as: input.text('as') },
    })
    try {
      desk.terminal.note('Deciding the recorded requests again…')
      const replay = await door.call<Replay>('POST', '/api/policy/replay', { pack, from, to })
      printReplay(desk.terminal, replay)
      desk.terminal.result(replay)
      return exitCodes.done
    } finally {
      await door.close()
    }
  },
}

function printReplay({ print }: Terminal, replay: Replay): void {
  const { requests, permittedBefore, permittedAfter } = replay
  print(`${requests} requests from ${replay.from} to ${replay.to}; nothing was touched.\n`)
  print(
    table([
      ['', 'as decided', 'as proposed'],
      ['permitted', String(permittedBefore), String(permittedAfter)],
      ['refused', String(requests - permittedBefore), String(requests - permittedAfter)],
      ...replay.byCode.map(({ code, before, after }) => [`  ${code}`, String(before), String(after)]),
    ]),
  )
  print(
    `\n${replay.nowRefused} would be refused now, ${replay.nowPermitted} permitted, ${replay.otherReasons} refused for other reasons.`,
  )
  for (const { on, crime, purpose, before, after } of replay.changes.slice(0, 20))
    print(`  ${on}  ${crime || '–'}, ${purpose || '–'}: ${before} → ${after}`)
  if (replay.changes.length > 20) print('  and more; see --json.')
  if (replay.notAsRecorded > 0)
    print(
      `${replay.notAsRecorded} could not be told again as they were recorded; roles or duties differed then.`,
    )
  if (replay.beforeAnyPolicy > 0)
    print(`${replay.beforeAnyPolicy} are older than the first policy and left out.`)
}
