import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson, Refused } from '../kernel/index.ts'
import { type PublicationStates, recountLogFolder } from '../ledger/index.ts'
import {
  type ImportTable,
  type Promised,
  type PublicationList,
  publicationPath,
  type Recount,
  rollupsOf,
} from '../proof/index.ts'
import { cellsCsv, importsCsv, oversightCsv, refusalsCsv, transparencyPage } from '../reports/index.ts'
import type { Wiring } from './wiring.ts'

/** What a house tells about its log beside the log's files. */
export type PublicationAnswer = PublicationStates & {
  readonly origin: string
  readonly verifierKey: string
  readonly policies: readonly { readonly sha256: string; readonly text: string }[]
  readonly codes: readonly { readonly sha256: string; readonly text: string }[]
  readonly imports: readonly { readonly n: number; readonly text: string }[]
}

type Writing = {
  readonly into: string
  readonly answer: Omit<PublicationAnswer, 'open' | 'live'>
  readonly delayDays: number
  readonly madeOn: string
  readonly onBuild: () => void
}

/**
 * Writes what lies beside a published log: rollups, policies, code lists, imported tables, and the page with figures that were counted
 * from these very files. Refuses PUBLICATION_BROKEN when the published files do not hold, before or after.
 */
export async function writePublicPage({ publicPage }: Wiring, of: Writing): Promise<void> {
  const { into } = of
  const { origin, verifierKey: vkey } = of.answer
  // What lies beside the log may still speak of an earlier publication; only the log itself is looked at here.
  const log = await recountLogFolder(into, { vkey, besideLog: false })
  if (log.recount === undefined) throw broken(into, log.report.problems[0]?.what ?? 'unknown')
  const { report, recount, promised } = log
  const imports = await writeBeside(of, { size: report.size, recount, promised })
  const facts = {
    ...{ origin, vkey, delayDays: of.delayDays, madeOn: of.madeOn, script: publicPage.script },
    ...{ size: report.size, liveSize: report.liveSize ?? report.size, imports },
    witnesses: report.witnessed?.by ?? [],
    root: Buffer.from(report.root ?? []).toString('hex'),
  }
  const built = await publicPage.scriptFolder(of.onBuild)
  await copyFile(join(built, publicPage.script), join(into, publicPage.script))
  await copyFile(publicPage.recounter, join(into, 'recount.py'))
  await writeFile(join(into, 'recount.txt'), await readFile(publicPage.rule))
  await writeFile(join(into, 'counts.json'), `${JSON.stringify({ ...facts, recount }, null, 2)}\n`)
  await writeFile(join(into, 'counts.csv'), cellsCsv(recount))
  await writeFile(join(into, 'refusals.csv'), refusalsCsv(recount))
  await writeFile(join(into, 'oversight.csv'), oversightCsv(recount))
  await writeFile(join(into, 'imported.csv'), importsCsv(imports))
  await writeFile(join(into, 'index.html'), await transparencyPage({ facts, recount }))
  const whole = await recountLogFolder(into, { vkey })
  if (whole.recount === undefined) throw broken(into, whole.report.problems[0]?.what ?? 'unknown')
}

/** Writes what the public entries promise; gives the tables of imported batches. */
async function writeBeside(
  { into, answer }: Writing,
  of: { size: number; recount: Recount; promised: Promised },
): Promise<readonly ImportTable[]> {
  for (const folder of ['rollups', 'policies', 'codes', 'imports'])
    await mkdir(join(into, folder), { recursive: true })
  const rollups = rollupsOf(of.recount)
  for (const rollup of rollups)
    await writeFile(join(into, 'rollups', `${rollup.month}.json`), canonicalJson(rollup))
  const policies = [...new Set(of.promised.policies)]
  const codes = [...new Set(of.promised.codes)]
  for (const { sha256, text } of answer.policies)
    if (policies.includes(sha256)) await writeFile(join(into, 'policies', `${sha256}.json`), text)
  for (const { sha256, text } of answer.codes)
    if (codes.includes(sha256)) await writeFile(join(into, 'codes', `${sha256}.json`), text)
  const tables: ImportTable[] = []
  for (const { n } of of.promised.imports) {
    const text = answer.imports.find((one) => one.n === n)?.text
    if (text === undefined) throw broken(into, `the table of imported batch ${n} is not in the house`)
    await writeFile(join(into, 'imports', `${n}.json`), text)
    tables.push(JSON.parse(text))
  }
  const imports = of.promised.imports.map(({ n }) => n)
  const months = rollups.map(({ month }) => month)
  await writeList(into, { size: of.size, months, policies, codes, imports })
  return tables
}

const writeList = (into: string, list: Omit<PublicationList, 'format'>): Promise<void> =>
  writeFile(
    join(into, publicationPath),
    `${JSON.stringify({ format: 'casebound-publication-v1', ...list }, null, 2)}\n`,
  )

const broken = (into: string, what: string) =>
  new Refused<'PUBLICATION_BROKEN'>({
    code: 'PUBLICATION_BROKEN',
    reason: `The files in ${into} do not hold: ${what}.`,
    needed: `Keep them for the inquiry; run casebound log verify ${into} for all findings, and publish into another folder.`,
  })
