import { writeFile } from 'node:fs/promises'
import { isoDate, systemClock } from '../../kernel/index.ts'
import {
  detectionRules,
  findingsOf,
  type Register,
  readInvestigations,
  readMap,
  reviewPage,
  reviewParts,
  type ScannedFile,
  scanFiles,
} from '../../oversight/index.ts'
import { writeReviewSheet } from '../../reports/index.ts'
import { type Command, type Desk, type ExitCode, exitCodes, type Input } from '../command.ts'
import { askMap } from '../oversight/ask-map.ts'
import { chosenRegister, registerOption } from '../oversight/chosen-register.ts'
import { type HouseReview, type KeptAnswer, openHouseReview } from '../oversight/house-review.ts'
import { findingJson, printReview } from '../oversight/print-review.ts'
import { chosenPeople, textOf, threadsOf } from '../oversight/scan-inputs.ts'
import { scanProgress } from '../oversight/scan-progress.ts'

export const oversightScan: Command = {
  name: 'oversight scan',
  summary: 'look for outside face search in exported logs: proxy, DNS, mail, devices, purchases, sign-on',
  details: `Reads Squid, W3C extended (Blue Coat), Zscaler and Palo Alto CSV; BIND, dnsmasq, Windows DNS debug, Zeek dns.log and ssl.log, Umbrella CSV;
mbox, EML, Exchange message tracking; Intune and Jamf CSV; purchases CSV; sign-on CSV and JSON. Also gzip and zip, and folders.
Needs no data folder. With --data DIR the house keeps files and findings, judges them by the rules it has on record, and puts the counts into
its log; an auditor or an administrator does that. A log that was read before, whatever it is called, counts nothing twice.

"uses" is an estimate of searches: each image sent and each request of a program counts; where content is not seen (tunnels, sign-ons), each
session, half an hour apart from the next, counts once. A name that was looked up and a page that was opened are no use.

Where the register (--register) names the agency's rules and their days, each use is judged by the rule of its day: before the first it
is "used while no rule existed" and opens no misconduct.

A table of another make needs --map FILE, JSON that says what it is about and which column tells what, by heading or number:
  {"table": "purchase", "columns": {"time": "Posted", "person": "Cardholder", "merchant": "Payee", "text": 7}}
tables: web dns tls mail inventory purchase sign-on · separator: comma semicolon tab · at a terminal, the columns are asked for.`,
  positionals: [{ name: 'FILES', words: 'logs, archives of logs, or folders', many: true }],
  options: {
    register: registerOption,
    map: {
      type: 'string',
      hint: 'FILE',
      words: 'which column tells what, for tables that are not recognised',
    },
    people: {
      type: 'string',
      hint: 'CSV',
      words: 'who is behind accounts and addresses: account, person, unit',
    },
    investigations: {
      type: 'string',
      hint: 'CSV',
      words: 'who worked on which case: case, person, from, until, arrest',
    },
    report: {
      type: 'string',
      hint: 'FILE',
      words: 'write the review as a page, or as a PDF where FILE ends so; it names people',
    },
    agency: { type: 'string', hint: 'NAME', words: 'name of the agency on it' },
    state: {
      type: 'string',
      hint: 'FILE',
      words: 'keep what was read there: to go on after a stop, and to add logs later',
    },
    'day-first': { type: 'boolean', words: 'dates like 03/04/2026 mean the third of April' },
    as: { type: 'string', hint: 'LOGIN', words: 'with --data: act as this user (at the console only)' },
    threads: { type: 'string', hint: 'N', words: 'threads to read with (default: one for each core)' },
  },
  examples: [
    'casebound oversight scan access.log.gz dns/ --people accounts.csv --json',
    'casebound oversight scan proxy/ --data ./data --as auditor --people accounts.csv --investigations cases.csv',
    'casebound oversight scan cards.csv --map cards.json --state review-2026.json',
  ],
  run: async (input, desk) => {
    const register = await chosenRegister(input)
    const house = await openHouseReview(desk, { input, register })
    try {
      return await scan(input, desk, { register: house?.register ?? register, house })
    } finally {
      await house?.close()
    }
  },
}

async function scan(
  input: Input,
  { terminal }: Desk,
  { register, house }: { register: Register; house: HouseReview | undefined },
): Promise<ExitCode> {
  const people = await chosenPeople(input)
  const statePath = input.text('state') ?? house?.statePath
  const mapText = await textOf(input, 'map')
  const investigationText = await textOf(input, 'investigations')
  const progress = scanProgress(terminal)
  const asks = process.stdin.isTTY && !terminal.json
  const scanned = await scanFiles({
    ...{ register, paths: input.positionals, dayFirst: input.flag('day-first'), onProgress: progress.at },
    ...(mapText === undefined ? {} : { map: readMap(mapText) }),
    ...(statePath === undefined ? {} : { statePath }),
    ...(asks ? { askMap } : {}),
    ...threadsOf(input),
  })
  progress.end()
  const { findings, listed } = findingsOf(scanned.entries, register, {
    ...{ judge: house !== undefined, ...(people === undefined ? {} : { people }) },
    ...(investigationText === undefined ? {} : { investigations: readInvestigations(investigationText) }),
  })
  printReview(terminal, { scanned, findings, listed })
  const kept = await house?.keep({ scanned, findings })
  if (kept) terminal.print(keptWords(kept))
  const report = input.text('report')
  if (report !== undefined) {
    const agency = input.text('agency') ?? 'The agency'
    const review = { agency, day: isoDate(systemClock.now()), register, scanned, findings }
    const text = /\.pdf$/i.test(report)
      ? await writeReviewSheet({ ...review, ...reviewParts(review) })
      : reviewPage(review)
    await writeFile(report, text, { mode: 0o600 })
    terminal.print(`\nThe report is written to ${report}; it names people.`)
  }
  terminal.result({
    lines: scanned.lines,
    brokenLines: scanned.brokenLines,
    findings: findings.map(findingJson),
    files: scanned.files.map(fileJson),
    ...(kept === undefined ? {} : { kept }),
    broken: scanned.broken,
    setAside: { ...scanned.setAside, ...(listed > 0 ? { list: listed } : {}) },
    register: { version: register.version, digest: register.digest },
    rules: detectionRules,
  })
  return exitCodes.done
}

const keptWords = ({ found, grown, misconduct, logIndex }: KeptAnswer): string =>
  `\nKept: ${found} new findings, ${grown} of which more is known; cases of misconduct opened: ${misconduct}. Entry ${logIndex} of the log has the counts.`

const fileJson = ({ name, format, lines, brokenLines, seenBefore, content }: ScannedFile) => ({
  ...{ name, format, lines, brokenLines, seenBefore, content },
})
