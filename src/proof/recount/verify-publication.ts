import { canonicalJson } from '../../kernel/index.ts'
import { hexOf, utf8Text } from '../bytes.ts'
import { sha256Of } from '../merkle-hash.ts'
import type { LogFiles } from '../tile.ts'
import type { LogProblem } from '../verify-log.ts'
import type { Recount } from './count-entries.ts'
import type { ImportTable } from './import-table.ts'
import { rollupsOf } from './rollups.ts'

/** The list of what a publication holds beside the log. */
export const publicationPath = 'publication.json'

export type PublicationList = {
  readonly format: 'casebound-publication-v1'
  /** Entries that the files speak of. */
  readonly size: number
  readonly months: readonly string[]
  /** SHA-256 of adopted policy texts, published as `policies/<sha256>.json`. */
  readonly policies: readonly string[]
  /** SHA-256 of lists of what the codes mean, published as `codes/<sha256>.json`; absent in older publications, which had none on record. */
  readonly codes?: readonly string[]
  /** Numbers of imported batches, published as `imports/<n>.json`. */
  readonly imports: readonly number[]
}

/** What the public entries say must be published with them. */
export type Promised = {
  readonly policies: readonly string[]
  readonly codes: readonly string[]
  readonly imports: readonly { readonly n: number; readonly table: string; readonly rows: number }[]
}

export type PublicationReport = {
  /** Undefined for a log without a publication around it. */
  readonly list: PublicationList | undefined
  readonly problems: readonly LogProblem[]
}

/**
 * Compares what is published beside a log with the log: each month's rollup with the count, each policy text and each table of imported
 * searches with the hash that its entry holds, and that none is missing. A folder without `publication.json` has nothing to compare.
 */
export async function verifyPublication(
  files: LogFiles,
  of: { readonly size: number; readonly recount: Recount; readonly promised: Promised },
): Promise<PublicationReport> {
  const problems: LogProblem[] = []
  const bytes = await files.read(publicationPath)
  if (bytes === undefined) return { list: undefined, problems }
  const list = readList(bytes)
  if (list === undefined)
    return { list, problems: [{ path: publicationPath, what: 'is no list of a publication' }] }
  const say = (path: string, what: string) => problems.push({ path, what })
  if (list.size !== of.size) say(publicationPath, `speaks of ${list.size} entries; the log has ${of.size}`)
  await compareRollups(files, { list, recount: of.recount, say })
  const policies = {
    folder: 'policies',
    words: 'policy',
    promised: of.promised.policies,
    listed: list.policies,
  }
  await compareTexts(files, { ...policies, say })
  const codes = {
    folder: 'codes',
    words: 'list of codes',
    promised: of.promised.codes,
    listed: list.codes ?? [],
  }
  await compareTexts(files, { ...codes, say })
  for (const one of of.promised.imports) await compareImport(files, { one, say })
  if (
    !sameList(
      list.imports,
      of.promised.imports.map(({ n }) => n),
    )
  )
    say(publicationPath, 'lists other imported batches than the log')
  return { list, problems }
}

type Say = (path: string, what: string) => void

/** Texts whose hashes stand in entries: each is there, is the one that was fixed, and there is no other in the list. */
async function compareTexts(
  files: LogFiles,
  of: { folder: string; words: string; promised: readonly string[]; listed: readonly string[]; say: Say },
): Promise<void> {
  const hashes = [...new Set(of.promised)]
  for (const sha256 of hashes) {
    const path = `${of.folder}/${sha256}.json`
    const text = await files.read(path)
    if (text === undefined)
      of.say(path, `is missing, although the log says that this ${of.words} was adopted`)
    else if (hexOf(sha256Of(text)) !== sha256) of.say(path, 'is not the text that was adopted')
  }
  if (!sameList(of.listed, hashes)) of.say(publicationPath, `lists other ${of.folder} than the log`)
}

async function compareRollups(
  files: LogFiles,
  of: { list: PublicationList; recount: Recount; say: Say },
): Promise<void> {
  const rollups = rollupsOf(of.recount)
  for (const rollup of rollups) {
    const path = `rollups/${rollup.month}.json`
    const text = await files.read(path)
    if (text === undefined) of.say(path, 'is missing, although the log has entries of this month')
    else if (readJson(text) !== canonicalJson(rollup))
      of.say(
        path,
        `does not say what the log adds up to: ${rollup.requests} requests, ${rollup.refused} refusals`,
      )
  }
  if (
    !sameList(
      of.list.months,
      rollups.map(({ month }) => month),
    )
  )
    of.say(publicationPath, 'lists other months than the log has')
}

async function compareImport(
  files: LogFiles,
  of: { one: Promised['imports'][number]; say: Say },
): Promise<void> {
  const { n, table, rows } = of.one
  const path = `imports/${n}.json`
  const text = await files.read(path)
  if (text === undefined)
    return of.say(path, 'is missing, although the log says that this batch was imported')
  if (hexOf(sha256Of(text)) !== table)
    return of.say(path, 'is not the table that was fixed when it was imported')
  const { cells } = JSON.parse(utf8Text(text) ?? '') as ImportTable
  const sum = cells.reduce((total, { searches }) => total + searches, 0)
  if (sum !== rows) of.say(path, `adds up to ${sum} searches; the log says ${rows}`)
}

function readList(bytes: Uint8Array): PublicationList | undefined {
  // From outside: what is compared below is looked at here.
  try {
    const list = JSON.parse(utf8Text(bytes) ?? '') as Partial<PublicationList>
    const lists = [list.months, list.policies, list.codes ?? [], list.imports].every((one) =>
      Array.isArray(one),
    )
    const right = list.format === 'casebound-publication-v1' && Number.isSafeInteger(list.size) && lists
    return right ? (list as PublicationList) : undefined
  } catch {
    return undefined
  }
}

function readJson(bytes: Uint8Array): string {
  try {
    return canonicalJson(JSON.parse(utf8Text(bytes) ?? ''))
  } catch {
    return ''
  }
}

const sameList = (left: readonly (string | number)[], right: readonly (string | number)[]): boolean =>
  JSON.stringify([...left].sort()) === JSON.stringify([...right].sort())
