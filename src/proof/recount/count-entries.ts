import type { CanonicalValue } from '../../kernel/index.ts'
import { countOversight, type OversightCount } from './count-oversight.ts'
import { disagree } from './disagree.ts'
import { monthOfWeek } from './month-of-week.ts'
import { byCodeUnits, type Counts, createTally, type Tally } from './tally.ts'

/** Searches of one month, unit, crime class and purpose that stand alike. */
export type RecountCell = {
  readonly month: string
  readonly unit: string
  readonly crime: string
  readonly purpose: string
  /**
   * What became of them: `open` no end yet, `failed`, `listed` a list and no conclusion yet, `withdrawn`, `no-lead`, `inconclusive`, `lead` a
   * lead without an outcome yet, or the class of the last outcome.
   */
  readonly stand: string
  readonly searches: number
}

/** Refusals of one month, unit and act that gave the same codes, in the order of the codes. */
export type RefusalCell = {
  readonly month: string
  readonly unit: string
  readonly act: string
  /** The codes with a space between them. */
  readonly codes: string
  readonly refusals: number
}

/**
 * What the public fields of a log add up to, by the rule of docs/recount.md. Every figure is a number of entries, except
 * `stands` and `cells`, which count each search once by what became of it last.
 */
export type Recount = OversightCount & {
  readonly entries: Counts
  readonly firstWeek: string
  readonly lastWeek: string
  /** Permitted requests: entries `search`. */
  readonly requests: number
  /** Those that ended with a list: entries `result`. */
  readonly searches: number
  readonly emergencies: number
  readonly failuresByClass: Counts
  readonly refusals: number
  /** One refusal may name several codes. */
  readonly refusalsByCode: Counts
  readonly refusalsByAct: Counts
  readonly conclusions: Counts
  /** Searches concluded from two examinations, and of those the ones about which the two did not say the same. */
  readonly examinedTwice: number
  readonly disagreements: number
  /** Searches that ended by one examination, because nobody was supported and no second was drawn. */
  readonly examinedOnce: number
  readonly stands: Counts
  readonly leadsWithoutOutcome: number
  readonly cells: readonly RecountCell[]
  readonly refusalCells: readonly RefusalCell[]
  /** Searches of older systems, by system: entries `import`. Never part of any other figure here. */
  readonly importedBySource: Counts
  readonly imported: number
  /** Values opened for somebody, by kind of recipient: entries `disclose`, each with its fields. */
  readonly disclosedByAudience: Counts
  /** Values destroyed, by ground: entries `erase`. */
  readonly erasedByBasis: Counts
}

type Entry = { readonly [member: string]: CanonicalValue }
type Search = { readonly key: string; stand: string }

type Taken = {
  readonly tally: Tally
  readonly searches: Map<number, Search>
  emergencies: number
  examinedTwice: number
  disagreements: number
  examinedOnce: number
  firstWeek: string
  lastWeek: string
}

/** Takes the entries of a log in order and adds them up; entries of unknown shape count by their type alone. */
export function countEntries(): { add(value: CanonicalValue, index: number): void; recount(): Recount } {
  const taken: Taken = {
    tally: createTally(),
    searches: new Map(),
    emergencies: 0,
    examinedTwice: 0,
    disagreements: 0,
    examinedOnce: 0,
    firstWeek: '',
    lastWeek: '',
  }
  const { tally } = taken
  const oversight = countOversight()
  const takeOf = takersOf(taken)
  return {
    add(value, index) {
      if (typeof value !== 'object' || Array.isArray(value)) return
      const entry = value as Entry
      const type = text(entry.t)
      tally.add('entries', type)
      const week = text(entry.w)
      if (taken.firstWeek === '' || week < taken.firstWeek) taken.firstWeek = week
      if (week > taken.lastWeek) taken.lastWeek = week
      takeOf[type]?.(entry, index)
      oversight.add(entry, index)
    },
    recount: () => ({ ...addedUp(taken), ...oversight.count() }),
  }
}

function takersOf(taken: Taken): Readonly<Record<string, (entry: Entry, index: number) => void>> {
  const { tally, searches } = taken
  const change = (entry: Entry, stand: string) => {
    const search = typeof entry.ref === 'number' ? searches.get(entry.ref) : undefined
    if (search) search.stand = stand
  }
  return {
    search: (entry, index) => {
      const cell = [monthOfWeek(text(entry.w)) ?? '', text(entry.u), text(entry.crime), text(entry.purpose)]
      searches.set(index, { key: cell.join('\n'), stand: 'open' })
      if (entry.exig === true) taken.emergencies++
    },
    result: (entry) => change(entry, 'listed'),
    fail: (entry) => {
      tally.add('failuresByClass', text(entry.class))
      change(entry, 'failed')
    },
    refusal: (entry) => {
      for (const code of texts(entry.codes)) tally.add('refusalsByCode', code)
      tally.add('refusalsByAct', text(entry.act))
      const codes = texts(entry.codes).toSorted(byCodeUnits).join(' ')
      const cell = [monthOfWeek(text(entry.w)) ?? '', text(entry.u), text(entry.act), codes]
      tally.add('refusalCells', cell.join('\n'))
    },
    lead: (entry) => {
      const [said, decision] = [texts(entry.said), text(entry.dec)]
      tally.add('conclusions', decision)
      if (said.length === 1) taken.examinedOnce++
      if (said.length === 2) taken.examinedTwice++
      if (said.length === 2 && disagree({ said, decision, resolved: entry.resolved === true }))
        taken.disagreements++
      change(entry, decision)
    },
    withdraw: (entry) => change(entry, 'withdrawn'),
    outcome: (entry) => change(entry, text(entry.out)),
    import: (entry) => tally.add('importedBySource', text(entry.source), whole(entry.rows)),
    disclose: (entry) => tally.add('disclosedByAudience', text(entry.audience), texts(entry.fields).length),
    erase: (entry) => tally.add('erasedByBasis', text(entry.basis), whole(entry.values)),
  }
}

function addedUp({ tally, searches, ...taken }: Taken): Omit<Recount, keyof OversightCount> {
  const last = createTally()
  for (const { key, stand } of searches.values()) {
    last.add('stands', stand)
    last.add('cells', `${key}\n${stand}`)
  }
  const [entries, stands] = [tally.counts('entries'), last.counts('stands')]
  const importedBySource = tally.counts('importedBySource')
  return {
    entries,
    firstWeek: taken.firstWeek,
    lastWeek: taken.lastWeek,
    requests: entries.search ?? 0,
    searches: entries.result ?? 0,
    emergencies: taken.emergencies,
    failuresByClass: tally.counts('failuresByClass'),
    refusals: entries.refusal ?? 0,
    refusalsByCode: tally.counts('refusalsByCode'),
    refusalsByAct: tally.counts('refusalsByAct'),
    conclusions: tally.counts('conclusions'),
    examinedTwice: taken.examinedTwice,
    disagreements: taken.disagreements,
    examinedOnce: taken.examinedOnce,
    stands,
    leadsWithoutOutcome: stands.lead ?? 0,
    cells: Object.entries(last.counts('cells')).map(toCell),
    refusalCells: Object.entries(tally.counts('refusalCells')).map(toRefusalCell),
    importedBySource,
    imported: Object.values(importedBySource).reduce((sum, rows) => sum + rows, 0),
    disclosedByAudience: tally.counts('disclosedByAudience'),
    erasedByBasis: tally.counts('erasedByBasis'),
  }
}

function toCell([key, searches]: [string, number]): RecountCell {
  const [month = '', unit = '', crime = '', purpose = '', stand = ''] = key.split('\n')
  return { month, unit, crime, purpose, stand, searches }
}

function toRefusalCell([key, refusals]: [string, number]): RefusalCell {
  const [month = '', unit = '', act = '', codes = ''] = key.split('\n')
  return { month, unit, act, codes, refusals }
}

const text = (value: CanonicalValue | undefined): string => (typeof value === 'string' ? value : '')
const texts = (value: CanonicalValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.map((one: CanonicalValue) => text(one)) : []
const whole = (value: CanonicalValue | undefined): number => (typeof value === 'number' ? value : 0)
