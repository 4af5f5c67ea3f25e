import { type Share, share } from '../../kernel/index.ts'
import { standWords } from '../count-rows.ts'
import { actInWords, codeInWords, refusalInWords } from '../refusal-words.ts'
import { absentFigure, type Figure, numberFigure, tableFigure, wordsFigure } from './figure.ts'
import type { LogFacts, SearchFact } from './log-facts.ts'
import type { CountRow } from './suppress-small.ts'

// The figures that laws and boards ask for, each from public fields of the log alone.

type Make = (facts: LogFacts, all: LogFacts) => Figure
const isLead = ({ decision }: SearchFact): boolean => decision === 'lead'
const ever =
  (classes: readonly string[]) =>
  ({ outcomes }: SearchFact): boolean =>
    outcomes.some((one) => classes.includes(one))

const counted = <T>(list: readonly T[], of: (one: T) => string): CountRow[] => {
  const sums = new Map<string, number>()
  for (const one of list) sums.set(of(one), (sums.get(of(one)) ?? 0) + 1)
  return [...sums].map(([words, count]) => ({ words, count }))
}
const by =
  (
    title: string,
    heading: string,
    of: { how: string; rows: (facts: LogFacts) => readonly CountRow[] },
  ): Make =>
  (facts) =>
    tableFigure(title, { heading, how: of.how, rows: of.rows(facts) })

export const figures = {
  system: (_, all) =>
    wordsFigure(
      'Systems used',
      [
        ...new Set(
          all.house.filter(({ entry }) => entry.t === 'model').map(({ entry }) => String(entry.name)),
        ),
      ].join(', ') || 'none recorded',
      'entries model: name; the program is Casebound, run by the agency itself',
    ),
  databases: (_, all) => {
    const last = all.house.findLast(({ entry }) => entry.t === 'gallery')?.entry
    const words =
      last === undefined
        ? 'none'
        : `${Number(last.bookings).toLocaleString('en-US')} own booking photographs of ${Number(last.persons).toLocaleString('en-US')} people, and no other database`
    return wordsFigure('Databases searched', words, 'newest entry gallery: bookings, persons')
  },
  requests: (facts) =>
    numberFigure('Searches permitted', facts.searches.length, 'entries search of the period'),
  searches: (facts) =>
    numberFigure(
      'Searches that gave a list',
      facts.searches.filter(({ listed }) => listed).length,
      'entries search of the period that an entry result names',
    ),
  emergencies: (facts) =>
    numberFigure(
      'Claimed as emergencies',
      facts.searches.filter(({ emergency }) => emergency).length,
      'entries search of the period with exig',
    ),
  crimes: by('Searches by type of crime', 'Crime', {
    how: 'entries search of the period, by crime',
    rows: ({ searches }) => counted(searches, ({ crime }) => codeInWords(crime)),
  }),
  purposes: by('Searches by purpose', 'Purpose', {
    how: 'entries search of the period, by purpose',
    rows: ({ searches }) => counted(searches, ({ purpose }) => codeInWords(purpose)),
  }),
  units: by('Searches by requesting body', 'Unit', {
    how: 'entries search of the period, by u',
    rows: ({ searches }) => counted(searches, ({ unit }) => unit),
  }),
  sources: by('Sources of the images of searches that led to a lead', 'Source', {
    how: 'entries search of the period that an entry lead with dec lead names, by src',
    rows: ({ searches }) => counted(searches.filter(isLead), ({ source }) => codeInWords(source)),
  }),
  leads: (facts) =>
    numberFigure(
      'Leads (two examiners independently support it)',
      facts.searches.filter(isLead).length,
      'entries search of the period that an entry lead with dec lead names',
    ),
  leadCrimes: by('Leads by type of crime', 'Crime', {
    how: 'as above, by crime of the search',
    rows: ({ searches }) => counted(searches.filter(isLead), ({ crime }) => codeInWords(crime)),
  }),
  stands: by('What became of the searches', 'Stand', {
    how: 'the last result, fail, lead or outcome of each search of the period, as recorded until now',
    rows: ({ searches }) =>
      counted(searches, standOf).map((row) => ({
        words: standWords[row.words] ?? codeInWords(row.words),
        count: row.count,
        always: ['arrest', 'charge', 'conviction', 'misidentified'].includes(row.words),
      })),
  }),
  arrests: (facts) =>
    numberFigure(
      'Searches with a recorded arrest',
      facts.searches.filter(ever(['arrest', 'charge', 'conviction'])).length,
      'searches of the period that an entry outcome with out arrest, charge or conviction names; shown however small',
    ),
  convictions: (facts) =>
    numberFigure(
      'Searches with a recorded conviction',
      facts.searches.filter(ever(['conviction'])).length,
      'searches of the period that an entry outcome with out conviction names; shown however small',
    ),
  wrong: (facts) =>
    numberFigure(
      'Leads to the wrong person',
      facts.searches.filter(ever(['misidentified'])).length,
      'searches of the period that an entry outcome with out misidentified names; shown however small',
    ),
  withoutOutcome: (facts) =>
    numberFigure(
      'Leads without a recorded outcome',
      facts.searches.filter((one) => isLead(one) && one.outcomes.length === 0).length,
      'leads of searches of the period that no entry outcome names',
    ),
  refusals: (facts) =>
    numberFigure('Requests and acts refused', facts.refusals.length, 'entries refusal of the period'),
  refusalActs: by('Refused, by what was asked', 'Act', {
    how: 'entries refusal of the period, by act',
    rows: ({ refusals }) => counted(refusals, ({ act }) => actInWords(act)),
  }),
  refusalReasons: by('Refusals by first reason', 'Reason', {
    how: 'entries refusal of the period, by the first of codes',
    rows: ({ refusals }) => counted(refusals, ({ codes }) => refusalInWords(codes[0] ?? '')),
  }),
  incidents: by('Breaches and incidents put on record', 'Kind', {
    how: 'entries incident of the period, by class',
    rows: ({ house }) =>
      counted(
        house.filter(({ entry }) => entry.t === 'incident'),
        ({ entry }) => codeInWords(String(entry.class)),
      ).map((row) => ({ ...row, always: true })),
  }),
  removals: (facts) =>
    numberFigure(
      'Booking photographs taken out of the gallery',
      facts.house.reduce((sum, { entry }) => sum + (entry.t === 'gallery' ? Number(entry.removed) : 0), 0),
      'entries gallery of the period: sum of removed',
    ),
  erased: (facts) =>
    numberFigure(
      'Sealed values destroyed',
      facts.house.reduce((sum, { entry }) => sum + (entry.t === 'erase' ? Number(entry.values) : 0), 0),
      'entries erase of the period: sum of values',
    ),
  policies: (_, all) =>
    wordsFigure(
      'Policies adopted',
      all.house
        .filter(({ entry }) => entry.t === 'policy')
        .map(({ entry }) => `${String(entry.pack)} ${String(entry.version)} (week ${String(entry.w)})`)
        .join('; ') || 'none',
      'entries policy: pack, version',
    ),
  outside: (facts) =>
    tableFigure('Requests of other agencies', {
      heading: 'Answer',
      how: 'entries outside of the period, by dec; nothing was searched by them',
      rows: counted(
        facts.house.filter(({ entry }) => entry.t === 'outside'),
        ({ entry }) => codeInWords(String(entry.dec)),
      ),
    }),
  planted: (facts) => {
    const sum = sumOfTotals(facts, 'answers')
    return wordsFigure(
      'Errors of examiners on planted faces of nobody',
      sum === undefined
        ? 'no totals were published in the period'
        : plantedWords(share(sum('supported'), sum('answers')), sum('undecided')),
      'the last entry planting with step totals of each unit in the period: answers, supported, undecided; all since the beginning',
    )
  },
  missed: (facts) => {
    const sum = sumOfTotals(facts, 'cases')
    return wordsFigure(
      'Persons whom examiners missed in planted cases',
      sum === undefined ? 'no totals were published in the period' : missedWords(sum),
      'the last entry planting with step totals and cases of each unit in the period: cases, mates, missed, wrong; all since the beginning',
    )
  },
  demographics: () =>
    absentFigure(
      'Age, race and gender of the people concerned',
      'The log holds no field about a person. The agency adds a table from its own records, or says that it has none.',
    ),
  users: () =>
    absentFigure(
      'Number of users',
      'Who asked is sealed in each entry and opened to auditors; the public part tells the unit only.',
    ),
  otherEvidence: () =>
    absentFigure(
      'Other evidence that arrests rested on',
      'Each outcome commits to its list of other evidence; the lists are opened to auditors and courts.',
    ),
  cost: () => absentFigure('Cost of the system', 'Not part of the log.'),
} as const satisfies Record<string, Make>

const percent = (value: number) => `${(value * 100).toFixed(1)} %`

/** Adds up a field over the last totals of each unit that hold `having`; undefined where nobody published any. */
function sumOfTotals(
  { house }: LogFacts,
  having: 'answers' | 'cases',
): ((name: string) => number) | undefined {
  const last = new Map(
    house
      .filter(({ entry }) => entry.t === 'planting' && entry.step === 'totals' && entry[having] !== undefined)
      .map(({ entry }) => [String(entry.u), entry]),
  )
  if (last.size === 0) return undefined
  return (name) => [...last.values()].reduce((total, entry) => total + Number(entry[name]), 0)
}

const interval = ({ value, low, high }: Share) =>
  `${percent(value)}; 95 % interval ${percent(low)} to ${percent(high)}`

/** Under so many mates there is no rate, as in the house's own figures. */
const fewestMates = 20

const missedWords = (sum: (name: string) => number): string => {
  const [cases, mates, missed] = [sum('cases'), sum('mates'), sum('missed')]
  const rate = mates < fewestMates ? 'too few for a rate' : interval(share(missed, mates))
  return `${missed} of ${mates} persons were ruled out who stood in the list (${rate}); in ${sum('wrong')} of ${cases} cases another was supported`
}

const plantedWords = (wrong: Share, undecided: number) =>
  `${wrong.count} of ${wrong.of} answers supported a face that nobody sought could have (${interval(wrong)}), ${undecided} were inconclusive`

export type FigureName = keyof typeof figures

export const makeFigure = (
  name: FigureName,
  of: { readonly facts: LogFacts; readonly all: LogFacts },
): Figure => figures[name](of.facts, of.all)

function standOf({ outcomes, decision, withdrawn, listed }: SearchFact): string {
  if (withdrawn) return 'withdrawn'
  return outcomes.at(-1) ?? decision ?? (listed ? 'listed' : 'open')
}
