import { whole } from '../../page/index.ts'
import type { Register } from '../register/read-register.ts'
import { setAsideReasons } from '../scan/confidence.ts'
import type { Finding } from '../scan/findings.ts'
import type { Scanned } from '../scan/scan-files.ts'

export type Review = {
  readonly agency: string
  /** YYYY-MM-DD. */
  readonly day: string
  readonly register: Register
  readonly scanned: Scanned
  readonly findings: readonly Finding[]
}

/** What the report of a review says, whatever it is written on: a sentence, four figures, and tables under titles. */
export type ReviewParts = {
  readonly lead: string
  readonly figures: readonly { readonly what: string; readonly value: string; readonly range: string }[]
  readonly sections: readonly {
    readonly title: string
    readonly lead: string
    readonly tables: readonly ReviewTable[]
  }[]
}
export type ReviewTable = {
  readonly caption: string
  readonly heading: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const evidenceShown = 500

const counted = (count: number, thing: string): string => `${whole(count)} ${thing}${count === 1 ? '' : 's'}`
const day = (time: string | undefined): string => time?.slice(0, 10) ?? 'undated'
const sum = (findings: readonly Finding[]): number => findings.reduce((total, { uses }) => total + uses, 0)
/** A section without rows says so in its sentence and has no table. */
const filled = (table: ReviewTable): readonly ReviewTable[] => (table.rows.length === 0 ? [] : [table])

/** The parts of a review's report: what was found, judged by the rule of its day, on which evidence, and what could not be read. */
export function reviewParts({ findings, scanned, register }: Review): ReviewParts {
  const used = findings.filter(({ uses }) => uses > 0)
  const against = findings.filter(({ judgement }) => judgement?.opensMisconduct)
  const people = new Set(used.map(({ person }) => person)).size
  return {
    lead:
      used.length === 0
        ? 'No use of outside face search was found in these logs. They show only what went through what was logged.'
        : `${people} people or addresses used outside face search an estimated ${whole(sum(used))} times. A name that was looked up or a page that was opened is not counted as a use.`,
    figures: [
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
    ],
    sections: [
      rulesSection(register),
      findingsSection(findings),
      casesSection(findings),
      evidenceSection(used),
      readSection(scanned),
    ],
  }
}

type Section = ReviewParts['sections'][number]

const rulesSection = ({ rules, version }: Register): Section => ({
  title: 'Rules of their day',
  lead:
    rules.length === 0
      ? `The register ${version} names no rule of the agency, so nothing is judged.`
      : `Each use is judged by the rule that bound on its day, never by a later one. Before ${rules.map(({ from }) => from).sort()[0] ?? ''} there was none.`,
  tables: filled({
    caption: 'Rules against outside face search',
    heading: ['Rule', 'What it is', 'From', 'Until'],
    rows: rules.map(({ id, name, from, until }) => [id, name, from, until ?? 'still binds']),
  }),
})

const findingsSection = (findings: readonly Finding[]): Section => ({
  title: 'Findings',
  lead: 'By person, service and period of the rules. “What was seen” is the most that a line shows; a log shows an account or an address, not who sat there.',
  tables: [
    {
      caption: 'Findings',
      heading: ['Person', 'Unit', 'Service', 'Uses', 'First seen', 'Last seen', 'What was seen', 'Judged'],
      rows: findings.map((one) => [
        ...[one.person, one.unit || '–', one.service, whole(one.uses)],
        ...[day(one.firstSeen), day(one.lastSeen), one.confidence],
        one.judgement === undefined
          ? 'not judged'
          : `${one.judgement.words}${one.judgement.opensMisconduct ? ': open a case of misconduct' : ''}`,
      ]),
    },
  ],
})

function casesSection(findings: readonly Finding[]): Section {
  const rows = findings.flatMap(({ person, service, cases }) =>
    cases.map((one) => [
      ...[one.caseNumber, person, service, whole(one.uses)],
      ...[one.arrest ? 'yes' : 'no', one.asks],
    ]),
  )
  return {
    title: 'Cases touched',
    lead:
      rows.length === 0
        ? 'No use fell within the days of an investigation that was given.'
        : 'The person worked on the case when the use fell; that is a question to the person, not an answer.',
    tables: filled({
      caption: 'Cases touched',
      heading: ['Case', 'Person', 'Service', 'Uses', 'Arrest', 'To be asked'],
      rows,
    }),
  }
}

function evidenceSection(used: readonly Finding[]): Section {
  const rows = used.flatMap(({ person, service, evidence }) =>
    evidence.map((one) => [
      ...[person, service, one.atMs === undefined ? 'undated' : new Date(one.atMs).toISOString()],
      ...[one.confidence, one.rule, `${one.file} line ${one.line}`, one.lineHash.slice(0, 16)],
    ]),
  )
  return {
    title: 'Evidence',
    lead: `The lines that say most, ${whole(Math.min(rows.length, evidenceShown))} of ${whole(rows.length)} shown; the hash is the beginning of the SHA-256 of the line.`,
    tables: [
      {
        caption: 'Evidence, line by line',
        heading: ['Person', 'Service', 'When', 'What was seen', 'Rule of detection', 'Where', 'Hash'],
        rows: rows.slice(0, evidenceShown),
      },
    ],
  }
}

const readSection = ({ files, lines, brokenLines, broken, setAside }: Scanned): Section => ({
  title: 'What was read',
  lead: `${whole(lines)} lines, of which ${whole(brokenLines)} could not be read; the first of those are shown. A log that was read twice counts once.`,
  tables: [
    {
      caption: 'Files',
      heading: ['File', 'Format', 'Lines', 'Broken', 'Content'],
      rows: files.map((one) => [
        ...[one.name, one.format, whole(one.lines), whole(one.brokenLines), one.content.slice(0, 16)],
      ]),
    },
    ...filled({
      caption: 'Broken lines, the first',
      heading: ['Where', 'Text'],
      rows: broken.map(({ file, line, text }) => [`${file} line ${line}`, text]),
    }),
    ...filled({
      caption: 'Set aside, held against nobody',
      heading: ['Service', 'Lines', 'Why'],
      rows: Object.entries(setAside).map(([key, count]) => {
        const [service = '', ...reason] = key.split(' ')
        const why = Object.entries(setAsideReasons).find(([name]) => name === reason.join(' '))
        return [service, whole(count), why?.[1] ?? reason.join(' ')]
      }),
    }),
  ],
})
