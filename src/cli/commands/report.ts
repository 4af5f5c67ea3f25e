import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isoDate, Refused, systemClock } from '../../kernel/index.ts'
import { recountLogFolder } from '../../ledger/index.ts'
import type { ImportTable } from '../../proof/index.ts'
import {
  fitsPack,
  gatherFacts,
  publicReport,
  type ReportPack,
  readPeriod,
  recordsRequestPack,
  reportCsv,
  reportHtml,
  reportPacks,
  reportPdf,
  withinMonth,
} from '../../reports/index.ts'
import { type Command, type Desk, type ExitCode, exitCodes } from '../command.ts'
import { table } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'
import { publishInto } from './log-publish.ts'

const formats = ['html', 'pdf', 'csv'] as const
type Format = (typeof formats)[number]

export const reportList: Command = {
  name: 'report list',
  summary: 'list the public reports that laws and boards ask for, and when each is due',
  examples: ['casebound report list'],
  run: async (_, { terminal }) => {
    const rows = reportPacks.map(({ name, period, due, imposedBy }) => [name, period, due, imposedBy])
    terminal.print(table([['report', 'period', 'due', 'imposed by'], ...rows]))
    terminal.result({ reports: reportPacks })
    return exitCodes.done
  },
}

export const reportMake: Command = {
  name: 'report make',
  summary: 'make a public report of a period from the log, each figure with how it is derived',
  details: [
    'The log is verified whole first; where anything does not hold there is no report. PERIOD is a year (2026), a month (2026-11) or a week',
    '(2026-W47). Counts below five are withheld, with as many others as keep them from being worked out; arrests and wrong leads are shown.',
  ].join('\n'),
  positionals: [{ name: 'NAME', words: 'a report of casebound report list' }],
  options: {
    period: { type: 'string', hint: 'PERIOD', words: 'year, month or week', required: true },
    out: { type: 'string', hint: 'DIR', words: 'folder to write into', required: true },
    format: { type: 'string', hint: 'LIST', words: 'html, pdf, csv (default: all three)' },
    log: { type: 'string', hint: 'DIR', words: 'a published log (default: the log of the data folder)' },
    key: { type: 'string', hint: 'VKEY', words: 'verifier key of the log, from a source you trust' },
  },
  examples: ['casebound report make maryland --period 2026 --out ./reports --log ./published'],
  run: async (input, desk) => {
    const pack = reportPacks.find(({ name }) => name === input.positionals[0])
    if (!pack) throw new WrongUse(`There is no report "${input.positionals[0]}"; see casebound report list.`)
    const period = input.text('period') ?? ''
    checkPeriod(pack, period)
    const logDir = resolve(input.text('log') ?? `${input.dataDir}/log`)
    const out = resolve(input.text('out') ?? '')
    return writeReport(desk, {
      pack,
      period,
      logDir,
      out,
      formats: formatsOf(input.text('format')),
      vkey: input.text('key'),
    })
  },
}

export const reportRecordsRequest: Command = {
  name: 'report records-request',
  summary:
    'answer "how many searches, by whom, for what, with what result" in one command, with the proof attached',
  details: [
    'DIR gets the answer as HTML, PDF and CSV, and under log/ the published log that every figure is counted from: with its page, its key and',
    'a program that counts (python3 DIR/log/recount.py DIR/log). Entries younger than --delay days are committed to and not counted, so that',
    'pending cases stay shielded. Imported searches of an older system stand apart, as unattested.',
  ].join('\n'),
  options: {
    since: { type: 'string', hint: 'YEAR', words: 'first year, e.g. 2009', required: true },
    out: { type: 'string', hint: 'DIR', words: 'folder to write into', required: true },
    delay: { type: 'string', hint: 'DAYS', words: 'days until an entry is public (default: 30)' },
  },
  examples: ['casebound report records-request --since 2009 --out ./answer'],
  run: async (input, desk) => {
    const since = input.text('since') ?? ''
    if (!/^\d{4}$/.test(since)) throw new WrongUse(`--since takes a year, not "${since}".`)
    const out = resolve(input.text('out') ?? '')
    const logDir = join(out, 'log')
    await mkdir(out, { recursive: true })
    await publishInto(desk, { input, into: logDir })
    return writeReport(desk, {
      ...{ pack: recordsRequestPack, period: `since-${since}`, logDir, out, formats, vkey: undefined },
    })
  },
}

function checkPeriod(pack: ReportPack, told: string): void {
  if (fitsPack(pack, told)) return
  const example = { year: '2026', month: '2026-11', week: '2026-W47' }[pack.period]
  throw new WrongUse(
    `The report ${pack.name} is for a ${pack.period}, e.g. --period ${example}, not "${told}".`,
  )
}

function formatsOf(told: string | undefined): readonly Format[] {
  if (told === undefined) return formats
  const wanted = told.split(',').map((one) => one.trim())
  const unknown = wanted.find((one) => !formats.some((format) => format === one))
  if (unknown !== undefined) throw new WrongUse(`--format takes html, pdf and csv, not "${unknown}".`)
  return formats.filter((format) => wanted.includes(format))
}

type Writing = {
  readonly pack: ReportPack
  readonly period: string
  readonly logDir: string
  readonly out: string
  readonly formats: readonly Format[]
  readonly vkey: string | undefined
}

async function writeReport({ terminal }: Desk, of: Writing): Promise<ExitCode> {
  const { pack, logDir, out } = of
  const gathered = gatherFacts()
  const { report, recount } = await recountLogFolder(logDir, { vkey: of.vkey, onEntry: gathered.add })
  if (recount === undefined) throw logBroken(logDir, report.problems[0]?.what ?? 'unknown')
  const period = readPeriod(of.period)
  if (period === undefined) throw new WrongUse(`"${of.period}" is no period.`)
  const made = publicReport({
    ...{ pack, period, facts: gathered.facts(), imports: await importsOf(logDir) },
    withinMonth: (month) => withinMonth(of.period, month),
    source: {
      ...{ origin: report.vkey.split('+')[0] ?? '', size: report.size, vkey: report.vkey },
      ...{ root: Buffer.from(report.root ?? []).toString('hex'), madeOn: isoDate(systemClock.now()) },
    },
  })
  await mkdir(out, { recursive: true })
  const files: string[] = []
  for (const format of of.formats) {
    const path = join(out, `${pack.name}-${of.period}.${format}`)
    const write = { html: () => reportHtml(made), csv: () => reportCsv(made), pdf: () => reportPdf(made) }[
      format
    ]
    await writeFile(path, await write())
    files.push(path)
    terminal.print(path)
  }
  terminal.print(
    `\nCounted from ${report.size.toLocaleString('en-US')} verified entries; how stands below each figure.`,
  )
  if (!report.vkeyPinned)
    terminal.print('The key came from the folder itself; pin one with --key to know whose log it is.')
  terminal.result({
    report: pack.name,
    period: of.period,
    entries: report.size,
    files,
    figures: made.figures,
    imported: made.imported,
  })
  return exitCodes.done
}

/** Tables of imported searches, where the log is a published one; they were compared with their entries before. */
async function importsOf(logDir: string): Promise<readonly ImportTable[]> {
  const names = await readdir(join(logDir, 'imports')).catch(() => [])
  return Promise.all(
    names.sort().map(async (name) => JSON.parse(await readFile(join(logDir, 'imports', name), 'utf8'))),
  )
}

const logBroken = (dir: string, what: string) =>
  new Refused<'LOG_DAMAGED'>({
    code: 'LOG_DAMAGED',
    reason: `The log in ${dir} does not hold, so nothing is reported from it: ${what}.`,
    needed: `See all findings: casebound log verify ${dir}`,
  })
