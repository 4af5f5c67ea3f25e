import { isIsoDate, Refused } from '../../kernel/index.ts'
import { plainName } from '../formats/columns-of.ts'
import { csvCells } from '../formats/csv.ts'
import type { OversightRefusalCode } from '../refusal-code.ts'

/** Who worked on which case, from day to day (YYYY-MM-DD), and whether it led to an arrest. */
export type Investigation = {
  readonly caseNumber: string
  readonly person: string
  readonly from: string
  readonly until: string
  readonly arrest: boolean
}

/** A case within whose days a person used a service. */
export type TouchedCase = {
  readonly caseNumber: string
  readonly uses: number
  readonly arrest: boolean
  /** What the person and the supervisor are asked. */
  readonly asks: string
}

/**
 * Reads who worked on which case: CSV with the columns case, person, from, until and, if known, arrest (yes or no). The file is from
 * outside: strictly read. Refuses INVESTIGATIONS_INVALID.
 */
export function readInvestigations(text: string): readonly Investigation[] {
  const [heading = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const names = csvCells(heading, ',')?.map(plainName) ?? []
  const at = (name: string) => names.indexOf(name)
  if (['case', 'person', 'from', 'until'].some((name) => at(name) < 0))
    throw invalid(`its heading is "${heading}"`)
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const cells = csvCells(line, ',')?.map((cell) => cell.trim()) ?? []
    const cell = (name: string) => cells[at(name)] ?? ''
    const dated = isIsoDate(cell('from')) && isIsoDate(cell('until')) && cell('from') <= cell('until')
    if (cells.length !== names.length || !dated || cell('case') === '' || cell('person') === '') {
      throw invalid(`line ${index + 2} lacks a case, a person, or days like 2020-03-01 in their order`)
    }
    const arrest = /^(yes|y|true|1)$/i.test(cell('arrest'))
    return [
      { caseNumber: cell('case'), person: cell('person'), from: cell('from'), until: cell('until'), arrest },
    ]
  })
}

type Used = { readonly day: string; readonly uses: number }

/** The cases that a person worked on when the uses fell; a guess by days, which the person is asked to confirm. */
export function touchedCases(
  person: string,
  used: readonly Used[],
  all: readonly Investigation[],
): readonly TouchedCase[] {
  const own = all.filter((one) => one.person.toLowerCase() === person.toLowerCase())
  return own.flatMap(({ caseNumber, from, until, arrest }) => {
    const uses = used.filter(({ day }) => from <= day && day <= until).reduce((sum, one) => sum + one.uses, 0)
    return uses === 0 ? [] : [{ caseNumber, uses, arrest, asks: asksOf(arrest) }]
  })
}

const asksOf = (arrest: boolean): string =>
  arrest
    ? 'Was a search made for this case, by whom, on whose behalf? What other evidence led to the arrest? The prosecutor must be told before this is closed.'
    : 'Was a search made for this case, by whom, on whose behalf, and what did it lead to?'

const invalid = (what: string) =>
  new Refused<OversightRefusalCode>({
    code: 'INVESTIGATIONS_INVALID',
    reason: `The list of investigations cannot be used: ${what}.`,
    needed: 'It is a CSV file with the columns case, person, from, until and, if known, arrest.',
  })
