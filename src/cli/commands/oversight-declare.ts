import type { Command } from '../command.ts'
import { asOption as as, atDoor, used, usedOption } from '../oversight/at-door.ts'
import { WrongUse } from '../wrong-use.ts'

export const oversightDeclare: Command = {
  name: 'oversight declare',
  summary: 'give the yearly declaration about outside face search',
  options: {
    used: usedOption,
    words: { type: 'string', hint: 'TEXT', words: 'if yes: what, for whom, what it led to' },
    ...as,
  },
  examples: ['casebound oversight declare --used no'],
  run: (...given) =>
    atDoor(given, 'oversight declare', async (door) => {
      const [input, desk] = given
      const sent = { used: used(input), words: input.text('words') ?? '' }
      const logged = await door.call<{ logIndex: number }>('POST', '/api/attestations/declaration', sent)
      desk.terminal.print(`Declared, entry ${logged.logIndex} of the log.`)
      return logged
    }),
}

type Round = {
  year: number
  dueOn: string
  given: readonly { name: string; used: boolean }[]
  missing: readonly string[]
}

export const oversightDeclarations: Command = {
  name: 'oversight declarations',
  summary: 'ask everybody for the yearly declaration, or see who has given it',
  options: {
    year: { type: 'string', hint: 'YEAR', words: 'open the declaration for this year' },
    due: { type: 'string', hint: 'DATE', words: 'last day to give it' },
    ...as,
  },
  examples: ['casebound oversight declarations --year 2027 --due 2027-01-31 --as auditor'],
  run: (...given) =>
    atDoor(given, 'oversight declarations', async (door) => {
      const [input, desk] = given
      const [year, dueOn] = [input.text('year'), input.text('due')]
      if ((year === undefined) !== (dueOn === undefined))
        throw new WrongUse('Give --year and --due together.')
      if (year !== undefined)
        await door.call('POST', '/api/oversight/declarations', { year: Number(year), dueOn })
      const answer = await door.call<{ round?: Round }>('GET', '/api/oversight/declarations')
      desk.terminal.print(roundText(answer.round))
      return answer
    }),
}

const roundText = (round: Round | undefined): string =>
  round === undefined
    ? 'No declaration was ever asked for.'
    : [
        `Declaration ${round.year}, due on ${round.dueOn}: ${round.given.length} given, ${round.missing.length} missing.`,
        ...round.given.filter(({ used }) => used).map(({ name }) => `  used: ${name}`),
        ...round.missing.map((name) => `  missing: ${name}`),
      ].join('\n')
