import { canonicalJson } from '../kernel/index.ts'
import { answersOfCase, type CaseRow, type CaseTable, factsOfCase } from './case-table.ts'
import { weigh } from './decide.ts'
import type { Decision } from './decision.ts'
import { invalidPack } from './invalid-pack.ts'
import type { Pack, SetupAnswers } from './pack.ts'

type WithAnswers = (answers: SetupAnswers) => Pack
export type DecidedCase = { readonly row: CaseRow; readonly decision: Decision; readonly found: string }

/** Every row with what the pack decides, under the answers of set-up that the row supposes. */
export function decideCases(table: CaseTable, withAnswers: WithAnswers): readonly DecidedCase[] {
  const variants = new Map<string, Pack>()
  return table.cases.map((row) => {
    const answers = answersOfCase(table, row)
    const key = canonicalJson(answers)
    const pack = variants.get(key) ?? withAnswers(answers)
    variants.set(key, pack)
    const decision = weigh(pack, factsOfCase(table, row))
    return { row, decision, found: outcomeOf(decision) }
  })
}

/** The table is what the agency signed: a pack that decides a row differently never comes into force. */
export function checkCases(table: CaseTable, tried: { pack: Pack; withAnswers: WithAnswers }): void {
  const { pack, withAnswers } = tried
  const unseen = new Set(pack.rules.map(({ id }) => id))
  for (const { row, decision, found } of decideCases(table, withAnswers)) {
    const expected = expectedOf(row)
    if (expected !== found) {
      throw invalidPack(`cases.json says ${expected} and the policies say ${found} for "${row.situation}"`)
    }
    for (const { rule } of decision.refusals) unseen.delete(rule)
    if (decision.permitted) for (const id of pack.permitIds) unseen.delete(id)
  }
  if (unseen.size > 0) throw invalidPack(`no row of cases.json shows ${[...unseen].join(', ')}`)
}

export const expectedOf = (row: CaseRow): string =>
  row.expect === 'permit' ? 'permit' : [...row.expect].sort().join(' ')

const outcomeOf = (decision: Decision): string =>
  decision.permitted
    ? 'permit'
    : decision.refusals
        .map(({ code }) => code)
        .sort()
        .join(' ')
