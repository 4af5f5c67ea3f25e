import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../kernel/index.ts'
import { type CaseTable, caseTable } from './case-table.ts'
import { checkCases } from './check-cases.ts'
import { compilePolicies } from './compile-policies.ts'
import { inlineLists } from './inline-lists.ts'
import { invalidPack } from './invalid-pack.ts'
import type { Pack, PackFiles, SetupAnswers } from './pack.ts'
import { type PackData, packData } from './pack-data.ts'
import { packLists } from './pack-lists.ts'
import { settlePack } from './settle-pack.ts'

const largestFileCharacters = 1_000_000

export type LoadOptions = {
  /** What the agency answered at set-up; a part of the text and of its hash. */
  readonly answers?: SetupAnswers | undefined
  /** Names a text that passed all this when it was adopted: the same text need not walk its cases again. */
  readonly adoptedSha256?: string | undefined
}

/**
 * Turns the text of a pack folder into a pack, or refuses it with PACK_INVALID and what is wrong. Checks the
 * structure of both JSON files, the Cedar policies against the Cedar schema, that policies and rules have the
 * same ids, that answers fit their questions, and that every row of the case table holds and every rule refuses in some row.
 * Takes about a second the first time (the policy engine warms up), then a quarter of one: load once, at start, and keep
 * the pack. A pack so loaded is not signed, and `decide` refuses by it until it is.
 */
export function loadPack(files: PackFiles, options: LoadOptions = {}): Pack {
  const { pack, table, withAnswers } = readPack(files, options.answers)
  if (pack.sha256 !== options.adoptedSha256) checkCases(table, { pack, withAnswers })
  return pack
}

/** A pack and its table before the rows are walked; `withAnswers` is the same pack under other answers of set-up. */
export type ReadPack = {
  readonly pack: Pack
  readonly table: CaseTable
  readonly withAnswers: (answers: SetupAnswers) => Pack
}

/** All of `loadPack` but the walk through the rows. */
export function readPack(files: PackFiles, answers: SetupAnswers = {}): ReadPack {
  for (const [name, text] of Object.entries(files)) {
    if (text.length > largestFileCharacters) throw invalidPack(`${name} is longer than a million characters`)
  }
  const data = parse(packData, { json: files.packJson, name: 'pack.json' })
  const table = parse(caseTable, { json: files.casesJson, name: 'cases.json' })
  // Line ends differ between checkouts; the hash must not.
  const policiesCedar = files.policiesCedar.replaceAll('\r\n', '\n')
  const schema = files.schemaCedar.replaceAll('\r\n', '\n')
  // A pack without set-up hashes as packs did before there was any.
  const answered = Object.keys(answers).length === 0 ? {} : { answers }
  const text = canonicalJson({ ...answered, cases: table, pack: data, policies: policiesCedar, schema })
  const sha256 = createHash('sha256').update(text).digest('hex')
  const compiled = compilePolicies(policiesCedar, schema)
  const pack: Pack = { ...data, ...settlePack(data, answers), ...compiled, schema, text, sha256 }
  checkRules(pack)
  checkLists(pack)
  checkQuestions(pack, policiesCedar)
  return { pack, table, withAnswers: (other) => ({ ...pack, ...settlePack(data, other) }) }
}

/** The files and answers that a pack's text holds, as `loadPack` takes them: an adopted text needs no folder any more. */
export function filesOfText(text: string): { files: PackFiles; answers: SetupAnswers } {
  const parsed = parse(
    z.strictObject({
      answers: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      cases: z.unknown(),
      pack: z.unknown(),
      policies: z.string(),
      schema: z.string(),
    }),
    { json: text, name: 'the text of the pack' },
  )
  const files = {
    packJson: JSON.stringify(parsed.pack),
    casesJson: JSON.stringify(parsed.cases),
    policiesCedar: parsed.policies,
    schemaCedar: parsed.schema,
  }
  return { files, answers: parsed.answers ?? {} }
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  options: { json: string; name: string },
): z.output<Schema> {
  let value: unknown
  try {
    value = JSON.parse(options.json)
  } catch {
    throw invalidPack(`${options.name} is not JSON`)
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw invalidPack(`${options.name}: ${z.prettifyError(parsed.error).replace(/\s+/g, ' ')}`)
}

/** Every policy has its rule and every rule its policy, and a permit is marked as one. */
function checkRules(pack: Pack): void {
  const ruleIds = new Set(pack.rules.map(({ id }) => id))
  for (const id of Object.keys(pack.policies)) {
    if (!ruleIds.has(id)) throw invalidPack(`policy ${id} has no rule in pack.json`)
  }
  for (const { id, code } of pack.rules) {
    if (pack.policies[id] === undefined) throw invalidPack(`rule ${id} has no policy in policies.cedar`)
    if (pack.permitIds.includes(id) !== (code === 'NOT_PERMITTED')) {
      throw invalidPack(`rule ${id}: the code NOT_PERMITTED belongs to permits and to no other rule`)
    }
  }
  if (pack.permitIds.length === 0) throw invalidPack('no policy permits anything')
}

/** Every list and limit that a policy asks for is one that the pack gives. */
function checkLists(pack: Pack): void {
  const lists = packLists(pack)
  for (const text of Object.values(pack.policies)) inlineLists(text, lists)
}

/** Words that a policy looks for in answers, approvals, orders and set-up are codes of the pack: a misspelt one could never be met. */
function checkQuestions(pack: PackData, policiesCedar: string): void {
  const known: Readonly<Record<string, readonly string[]>> = {
    affirmed: (pack.questions ?? []).map(({ code }) => code),
    denied: (pack.questions ?? []).map(({ code }) => code),
    approved: (pack.approvals ?? []).map(({ code }) => code),
    orders: (pack.orderKinds ?? []).map(({ code }) => code),
    'pack.setup': (pack.setup ?? []).flatMap((question) =>
      question.kind === 'choice' ? question.choices.map(({ code }) => `${question.code}=${code}`) : [],
    ),
  }
  const asks = policiesCedar.matchAll(
    /context\.(affirmed|denied|approved|orders|pack\.setup)\.contains\("([^"]*)"\)/g,
  )
  for (const [, set, word] of asks) {
    if (!known[set ?? '']?.includes(word ?? ''))
      throw invalidPack(`a policy asks whether ${set} contains "${word}", which pack.json does not list`)
  }
}
