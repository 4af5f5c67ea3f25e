import {
  barFigure,
  cards,
  dataTable,
  definitionList,
  figureBesideTable,
  type Html,
  html,
  pageStyle,
  section,
  whole,
} from '../page/index.ts'
import type { Recount, RecountCell } from '../proof/index.ts'

/** What a public page says of a log beside its count. */
export type TransparencyFacts = {
  readonly origin: string
  readonly vkey: string
  readonly size: number
  /** Entries committed to, the public ones among them. */
  readonly liveSize: number
  readonly delayDays: number
  /** Root of the public entries, in hex. */
  readonly root: string
  /** Calendar date, YYYY-MM-DD. */
  readonly madeOn: string
  /** Path of the program that checks the page in the browser, below the page. */
  readonly script: string
}

const standWords: Readonly<Record<string, string>> = {
  open: 'no end recorded yet',
  failed: 'ended without a list',
  listed: 'a list, not examined to the end yet',
  'no-lead': 'examined: no lead',
  inconclusive: 'examined: inconclusive',
  lead: 'a lead, its outcome not recorded yet',
  none: 'a lead that came to nothing',
  arrest: 'a lead, then an arrest',
  charge: 'a lead, then a charge',
  conviction: 'a lead, then a conviction',
  cleared: 'a lead, then cleared',
  misidentified: 'a lead to the wrong person',
}

/** The public page of a log: figures that are readable without scripts; a script beside it checks them in the visitor's browser. */
export function transparencyPage(of: {
  readonly facts: TransparencyFacts
  readonly recount: Recount
}): string {
  const { facts, recount } = of
  const title = `${whole(recount.searches)} ${recount.searches === 1 ? 'search' : 'searches'} by face, sealed in this log`
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer"><title>${title} · ${facts.origin}</title><style>${{ html: pageStyle + checkStyle }}</style></head>
<body><a class="skip" href="#content">Skip to the figures</a>
<header><div class="inside"><p class="kicker">${facts.origin} · ${facts.madeOn}</p><h1 id="title">${title}</h1>
<p>Every search by face that this agency made and every one that it refused stands in a public log, written before anybody saw a candidate.
${recount.firstWeek === '' ? undefined : `These are the entries of the weeks ${recount.firstWeek} to ${recount.lastWeek}.`}</p></div></header>
<main id="content"><div class="inside">
<section id="check" class="check" role="status"><h2>Not checked yet</h2><p>With scripts allowed, your browser fetches all
${whole(facts.size)} entries, hashes each, and counts again. <noscript>Scripts are off; the figures below are what the agency says.</noscript></p></section>
${cards(headline(recount))}
${stands(recount)}
${byMonth(recount)}
${bySlices(recount)}
${refused(recount)}
${howDoIKnow(facts)}
</div></main>
<footer><div class="inside"><p>A search compares one picture of an investigation with the agency's own booking photographs. What comes out is a lead worth
investigating, never an identification. The log proves what was recorded and that nobody changed it; that a public field is true is the agency's word, which auditors check.</p></div></footer>
<script type="application/json" id="told">${{ html: told(of) }}</script><script type="module" src="${facts.script}"></script></body></html>
`
  return page.html
}

const checkStyle = `
.check { border-left: 8px solid #a9aeb1; } .check.good { border-left-color: #216e1f; } .check.bad { border-left-color: #b50909; background: #f8dfdf; }
.check.bad h2 { color: #8b0a03; } .check progress { width: 100%; max-width: 30rem; } .check ol { margin: .5rem 0 0; padding-left: 1.25rem; } .check li { overflow-wrap: anywhere; }
code { font-size: .875em; overflow-wrap: anywhere; }`

/** What the script compares with its own count. JSON inside a script element must not be able to end it. */
const told = ({ facts, recount }: { facts: TransparencyFacts; recount: Recount }): string =>
  JSON.stringify({ vkey: facts.vkey, size: facts.size, recount }).replaceAll('<', '\\u003c')

function headline(recount: Recount) {
  return [
    card('searches that gave a list', recount.searches, `of ${whole(recount.requests)} permitted requests`),
    card('requests and acts refused', recount.refusals, 'each with its rule'),
    card('claimed as emergencies', recount.emergencies, `of ${whole(recount.requests)} requests`),
    card('leads without an outcome', recount.leadsWithoutOutcome, 'what became of them is not recorded yet'),
  ]
}
const card = (what: string, count: number, range: string) => ({ what, value: whole(count), range })

const stands = ({ stands: counts, requests }: Recount): Html =>
  section(
    'What became of them',
    requests === 0
      ? 'There is no search in these entries.'
      : `Each of the ${whole(requests)} permitted requests stands in one of these rows, by what was recorded of it last.`,
    requests === 0
      ? html``
      : countTable('Permitted requests by what became of them', 'Stand', toRows(counts, standWords)),
  )

function byMonth({ cells }: Recount): Html {
  const months = rowsBy(cells, 'month')
  if (months.length === 0) return html``
  const most = months.reduce((best, row) => (row.count > best.count ? row : best))
  return section(
    'By month',
    'A week counts in the month of its Thursday; the log tells weeks, not days.',
    figureBesideTable({
      title: 'Permitted requests by month',
      words: `The most were in ${most.words}: ${whole(most.count)}.`,
      svg: barFigure(
        months,
        `Bars: permitted requests in each month, ${months.map(({ words, count }) => `${words} ${count}`).join(', ')}.`,
      ),
      table: countTable('Permitted requests by month', 'Month', months),
    }),
  )
}

const bySlices = ({ cells }: Recount): Html =>
  cells.length === 0
    ? html``
    : section(
        'By unit, crime and purpose',
        'As the requests said, in the words of the code lists.',
        html`<div class="pair-of-figures">${(['unit', 'crime', 'purpose'] as const).map((by) =>
          countTable(`Permitted requests by ${by}`, by, rowsBy(cells, by)),
        )}</div>`,
      )

const refused = (recount: Recount): Html =>
  section(
    'Why requests were refused',
    recount.refusals === 0
      ? 'No refusal is recorded in these entries.'
      : `${whole(recount.refusals)} times a rule said no. One refusal may have several reasons, so the rows may add up to more.`,
    recount.refusals === 0
      ? html``
      : countTable(
          'Refusals by reason',
          'Reason',
          toRows(recount.refusalsByCode, {}, (code) => code),
        ),
  )

const howDoIKnow = (facts: TransparencyFacts): Html => {
  const waiting = facts.liveSize - facts.size
  return section(
    'How do I know?',
    'Nothing here needs to be believed. The files are static; take all of them, keep them, and check them with programs of your own.',
    definitionList([
      [
        'Entries',
        `${whole(facts.size)} public${waiting > 0 ? `; ${whole(waiting)} more are committed to by their hashes and become public ${facts.delayDays} days after they were written` : ''}`,
      ],
      ['Root', facts.root],
      ['Key', facts.vkey],
      [
        'Imported from an older system',
        'none in these entries; every one of them was written before its search was shown',
      ],
    ]),
    html`<p>Download: <a href="counts.json">the figures as JSON</a> · <a href="counts.csv">as CSV</a> · <a href="checkpoint">the signed checkpoint</a> ·
<a href="keys/log.vkey">the key</a> · <a href="recount.txt">how it is counted</a> · <a href="recount.py">a program that counts</a>
(<code>python3 recount.py FOLDER</code>, nothing else needed)</p>`,
  )
}

type Row = { readonly words: string; readonly count: number }

const countTable = (caption: string, heading: string, rows: readonly Row[]): Html =>
  dataTable({
    caption,
    heading: [heading[0]?.toUpperCase() + heading.slice(1), 'Count'],
    rows: rows.map(({ words, count }) => [words, whole(count)]),
  })

function rowsBy(cells: readonly RecountCell[], by: 'month' | 'unit' | 'crime' | 'purpose'): readonly Row[] {
  const sums = new Map<string, number>()
  for (const cell of cells) sums.set(cell[by], (sums.get(cell[by]) ?? 0) + cell.searches)
  const rows = [...sums].map(([name, count]) => ({
    words: by === 'crime' || by === 'purpose' ? inWords(name) : name,
    count,
  }))
  return by === 'month'
    ? rows.toSorted((a, b) => (a.words < b.words ? -1 : 1))
    : rows.toSorted((a, b) => b.count - a.count)
}

const toRows = (
  counts: Readonly<Record<string, number>>,
  words: Readonly<Record<string, string>>,
  otherwise: (name: string) => string = inWords,
): readonly Row[] =>
  Object.entries(counts)
    .map(([name, count]) => ({ words: words[name] ?? otherwise(name), count }))
    .toSorted((a, b) => b.count - a.count)

/** `aggravated-assault` as a reader would write it. */
const inWords = (code: string): string =>
  `${code.slice(0, 1).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}`

/** The cells of the count as CSV with a heading. */
export const cellsCsv = ({ cells }: Recount): string =>
  [
    'month,unit,crime,purpose,stand,searches',
    ...cells.map((cell) => Object.values(cell).map(quoted).join(',')),
  ]
    .map((row) => `${row}\r\n`)
    .join('')

const quoted = (value: string | number): string =>
  /[",\r\n]|^[=+\-@]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)
