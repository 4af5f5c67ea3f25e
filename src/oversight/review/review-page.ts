import { cards, dataTable, type Html, html, pageStyle, section, whole } from '../../page/index.ts'
import type { Register } from '../register/read-register.ts'
import { wordyTables } from '../register/register-page.ts'
import { setAsideReasons } from '../scan/confidence.ts'
import type { Finding } from '../scan/findings.ts'
import type { Scanned } from '../scan/scan-files.ts'

export type Review = {
  readonly agency: string
  readonly day: string
  readonly register: Register
  readonly scanned: Scanned
  readonly findings: readonly Finding[]
}

const counted = (count: number, thing: string): string => `${whole(count)} ${thing}${count === 1 ? '' : 's'}`
const day = (time: string | undefined): string => time?.slice(0, 10) ?? 'undated'
const sum = (findings: readonly Finding[]): number => findings.reduce((total, { uses }) => total + uses, 0)

/** The report of a review, on one page that prints: what was found, judged by the rule of its day, on which evidence, and what could not be read. It names people. */
export function reviewPage(review: Review): string {
  const { findings, scanned, register } = review
  const used = findings.filter(({ uses }) => uses > 0)
  const against = findings.filter(({ judgement }) => judgement?.opensMisconduct)
  const people = new Set(used.map(({ person }) => person)).size
  const lead =
    used.length === 0
      ? 'No use of outside face search was found in these logs. They show only what went through what was logged.'
      : `${people} people or addresses used outside face search an estimated ${whole(sum(used))} times. A name that was looked up or a page that was opened is not counted as a use.`
  const body = [
    cards([
      {
        what: 'People or addresses',
        value: whole(people),
        range: counted(new Set(used.map(({ serviceId }) => serviceId)).size, 'service'),
      },
      {
        what: 'Uses, estimated',
        value: whole(sum(used)),
        range: `${counted(findings.length - used.length, 'finding')} without a use`,
      },
      {
        what: 'While no rule existed',
        value: whole(sum(used.filter(({ period }) => period === 'no rule'))),
        range: 'opens no misconduct',
      },
      {
        what: 'Against a rule',
        value: whole(sum(against)),
        range: `${counted(against.length, 'finding')} to open misconduct for`,
      },
    ]),
    rulesSection(register),
    findingsSection(findings),
    casesSection(findings),
    evidenceSection(used),
    readSection(scanned),
  ]
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><title>Review of outside face search · ${review.agency}</title><style>${{ html: pageStyle + wordyTables }}</style></head>
<body><a class="skip" href="#review">To the review</a><header><div class="inside"><p class="kicker">${review.agency} · ${review.day} · confidential: names people</p>
<h1>Review of outside face search</h1><p>${lead}</p></div></header><main class="inside" id="review">${body}</main></body></html>`
      .html
  }\n`
}

const rulesSection = ({ rules, version }: Register): Html =>
  section(
    'Rules of their day',
    rules.length === 0
      ? `The register ${version} names no rule of the agency, so nothing is judged.`
      : `Each use is judged by the rule that bound on its day, never by a later one. Before ${rules.map(({ from }) => from).sort()[0] ?? ''} there was none.`,
    ...(rules.length === 0
      ? []
      : [
          dataTable({
            caption: 'Rules against outside face search',
            heading: ['Rule', 'What it is', 'From', 'Until'],
            rows: rules.map(({ id, name, from, until }) => [id, name, from, until ?? 'still binds']),
          }),
        ]),
  )

const findingsSection = (findings: readonly Finding[]): Html =>
  section(
    'Findings',
    'By person, service and period of the rules. “What was seen” is the most that a line shows; a log shows an account or an address, not who sat there.',
    dataTable({
      caption: 'Findings',
      heading: ['Person', 'Unit', 'Service', 'Uses', 'First seen', 'Last seen', 'What was seen', 'Judged'],
      rows: findings.map((one) => [
        ...[
          one.person,
          one.unit || '–',
          one.service,
          whole(one.uses),
          day(one.firstSeen),
          day(one.lastSeen),
          one.confidence,
        ],
        one.judgement === undefined
          ? 'not judged'
          : `${one.judgement.words}${one.judgement.opensMisconduct ? ': open a case of misconduct' : ''}`,
      ]),
    }),
  )

function casesSection(findings: readonly Finding[]): Html {
  const rows = findings.flatMap(({ person, service, cases }) =>
    cases.map((one) => [
      one.caseNumber,
      person,
      service,
      whole(one.uses),
      one.arrest ? 'yes' : 'no',
      one.asks,
    ]),
  )
  if (rows.length === 0)
    return section('Cases touched', 'No use fell within the days of an investigation that was given.')
  return section(
    'Cases touched',
    'The person worked on the case when the use fell; that is a question to the person, not an answer.',
    dataTable({
      caption: 'Cases touched',
      heading: ['Case', 'Person', 'Service', 'Uses', 'Arrest', 'To be asked'],
      rows,
    }),
  )
}

const evidenceShown = 500

function evidenceSection(used: readonly Finding[]): Html {
  const rows = used.flatMap(({ person, service, evidence }) =>
    evidence.map((one) => [
      ...[person, service, one.atMs === undefined ? 'undated' : new Date(one.atMs).toISOString()],
      ...[one.confidence, one.rule, `${one.file} line ${one.line}`, one.lineHash.slice(0, 16)],
    ]),
  )
  return section(
    'Evidence',
    `The lines that say most, ${whole(Math.min(rows.length, evidenceShown))} of ${whole(rows.length)} shown; the hash is the beginning of the SHA-256 of the line.`,
    dataTable({
      caption: 'Evidence, line by line',
      heading: ['Person', 'Service', 'When', 'What was seen', 'Rule of detection', 'Where', 'Hash'],
      rows: rows.slice(0, evidenceShown),
    }),
  )
}

const readSection = ({ files, lines, brokenLines, broken, setAside }: Scanned): Html =>
  section(
    'What was read',
    `${whole(lines)} lines, of which ${whole(brokenLines)} could not be read; the first of those are shown. A log that was read twice counts once.`,
    dataTable({
      caption: 'Files',
      heading: ['File', 'Format', 'Lines', 'Broken', 'Content'],
      rows: files.map((one) => [
        one.name,
        one.format,
        whole(one.lines),
        whole(one.brokenLines),
        one.content.slice(0, 16),
      ]),
    }),
    ...(broken.length === 0
      ? []
      : [
          dataTable({
            caption: 'Broken lines, the first',
            heading: ['Where', 'Text'],
            rows: broken.map(({ file, line, text }) => [`${file} line ${line}`, text]),
          }),
        ]),
    ...(Object.keys(setAside).length === 0
      ? []
      : [
          dataTable({
            caption: 'Set aside, held against nobody',
            heading: ['Service', 'Lines', 'Why'],
            rows: Object.entries(setAside).map(([key, count]) => {
              const [service = '', ...reason] = key.split(' ')
              const why = Object.entries(setAsideReasons).find(([name]) => name === reason.join(' '))
              return [service, whole(count), why?.[1] ?? reason.join(' ')]
            }),
          }),
        ]),
  )
