import {
  barFigure,
  cards,
  definitionList,
  figureBesideTable,
  type Html,
  html,
  pageStyle,
  section,
  whole,
} from '../page/index.ts'
import type { ImportTable, Recount } from '../proof/index.ts'
import { countTable, rowsBy, standWords, toRows } from './count-rows.ts'
import { oversight } from './oversight-parts.ts'
import { aboutTheRecord, importedBefore, refused } from './transparency-parts.ts'

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
  /** Names of those who cosigned the newest checkpoint; empty where the log has no witness policy. */
  readonly witnesses: readonly string[]
  /** Tables of the batches that were imported from older systems. */
  readonly imports: readonly ImportTable[]
  /** Path of the program that checks the page in the browser, below the page. */
  readonly script: string
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
${oversight(recount)}
${importedBefore(facts.imports)}
${aboutTheRecord(recount)}
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
  JSON.stringify({ vkey: facts.vkey, size: facts.size, imported: facts.imports.length, recount }).replaceAll(
    '<',
    '\\u003c',
  )

function headline(recount: Recount) {
  return [
    card('searches that gave a list', recount.searches, `of ${whole(recount.requests)} permitted requests`),
    card('requests and acts refused', recount.refusals, 'each with its rule'),
    card('claimed as emergencies', recount.emergencies, `of ${whole(recount.requests)} requests`),
    ...(recount.imported > 0
      ? [
          card(
            'imported, unattested',
            recount.imported,
            'from an older system, before this log; never added to the others',
          ),
        ]
      : []),
    ...(recount.examinedTwice > 0
      ? [
          card(
            'disagreements of two examiners',
            recount.disagreements,
            `of ${whole(recount.examinedTwice)} lists that two concluded about; a lead needs both`,
          ),
        ]
      : []),
    ...(recount.examinedOnce > 0
      ? [
          card(
            'ended by one examiner',
            recount.examinedOnce,
            'nobody was supported, and the lot drew no second examination; never a lead',
          ),
        ]
      : []),
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

const howDoIKnow = (facts: TransparencyFacts): Html => {
  const waiting = facts.liveSize - facts.size
  return section(
    'How do I know?',
    'Nothing here needs to be believed. The files are static; take all of them, keep them, and check them with programs of your own.',
    definitionList([
      [
        'Entries',
        `${whole(facts.size)} public${waiting > 0 ? `; ${waiting === 1 ? '1 more is committed to by its hash and becomes' : `${whole(waiting)} more are committed to by their hashes and become`} public ${facts.delayDays} days after being written` : ''}`,
      ],
      ['Root', facts.root],
      ['Key', facts.vkey],
      [
        'Witnesses',
        facts.witnesses.length === 0
          ? 'none: nobody outside vouches for seeing the same log as you'
          : `${facts.witnesses.join(', ')} cosigned the newest checkpoint`,
      ],
      [
        'Imported from an older system',
        facts.imports.length === 0
          ? 'none in these entries; every one of them was written before its search was shown'
          : `${whole(facts.imports.reduce((sum, { rows }) => sum + rows, 0))} searches, unattested; their tables have the hashes that their entries hold`,
      ],
    ]),
    html`<p>Download: <a href="counts.json">the figures as JSON</a> · <a href="counts.csv">requests as CSV</a> ·
<a href="refusals.csv">refusals as CSV</a> · <a href="oversight.csv">alarms, audits and cases of misuse as CSV</a> · <a href="imported.csv">imported searches as CSV</a> · <a href="publication.json">the list of rollups, policies and tables</a> · <a href="checkpoint">the signed checkpoint</a> ·
<a href="keys/log.vkey">the key</a> ·${facts.witnesses.length === 0 ? undefined : html` <a href="policy.txt">who must cosign</a> ·`} <a href="recount.txt">how it is counted</a> · <a href="recount.py">a program that counts</a>
(<code>python3 recount.py FOLDER</code>, nothing else needed)</p>`,
  )
}
