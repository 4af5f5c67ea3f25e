import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../kernel/index.ts'
import { type CaseTable, caseTable, factsOfCase } from './case-table.ts'
import { compilePolicies } from './compile-policies.ts'
import { decide } from './decide.ts'
import { invalidPack } from './invalid-pack.ts'
import type { Pack, PackFiles } from './pack.ts'
import { packData } from './pack-data.ts'

const largestFileCharacters = 1_000_000

/**
 * Turns the text of a pack folder into a pack, or refuses it with PACK_INVALID and what is wrong. Checks the
 * structure of both JSON files, the Cedar policies against the Cedar schema, that policies and rules have the
 * same ids, and that every row of the case table holds and every rule refuses in some row. Takes about a second the
 * first time (the policy engine warms up), then a quarter of one: load once, at start, and keep the pack.
 * `adoptedSha256` names a text that passed all this when it was adopted: the same text need not walk its cases again.
 */
export function loadPack(files: PackFiles, adoptedSha256?: string): Pack {
  for (const [name, text] of Object.entries(files)) {
    if (text.length > largestFileCharacters) throw invalidPack(`${name} is longer than a million characters`)
  }
  const data = parse(packData, { json: files.packJson, name: 'pack.json' })
  const table = parse(caseTable, { json: files.casesJson, name: 'cases.json' })
  // Line ends differ between checkouts; the hash must not.
  const policiesCedar = files.policiesCedar.replaceAll('\r\n', '\n')
  const schema = files.schemaCedar.replaceAll('\r\n', '\n')
  const text = canonicalJson({ cases: table, pack: data, policies: policiesCedar, schema })
  const sha256 = createHash('sha256').update(text).digest('hex')
  const pack: Pack = { ...data, ...compilePolicies(policiesCedar, schema), schema, text, sha256 }
  checkRules(pack)
  if (sha256 !== adoptedSha256) checkCases(pack, table)
  return pack
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

/** The table is what the agency signed: a pack that decides a row differently never comes into force. */
function checkCases(pack: Pack, table: CaseTable): void {
  const unseen = new Set(pack.rules.map(({ id }) => id))
  for (const row of table.cases) {
    const decision = decide(pack, factsOfCase(table, row))
    const expected = row.expect === 'permit' ? 'permit' : [...row.expect].sort().join(' ')
    const found = decision.permitted ? 'permit' : codesOf(decision.refusals)
    if (expected !== found) {
      throw invalidPack(`cases.json says ${expected} and the policies say ${found} for "${row.situation}"`)
    }
    for (const { rule } of decision.refusals) unseen.delete(rule)
    if (decision.permitted) for (const id of pack.permitIds) unseen.delete(id)
  }
  if (unseen.size > 0) throw invalidPack(`no row of cases.json shows ${[...unseen].join(', ')}`)
}

const codesOf = (refusals: readonly { code: string }[]): string =>
  refusals
    .map(({ code }) => code)
    .sort()
    .join(' ')
