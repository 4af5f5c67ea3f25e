import type { CanonicalValue } from '../kernel/index.ts'
import { disclosureDigest, openDisclosures, openListDisclosures, readDisclosure } from './disclosure.ts'
import { refusal } from './refuse.ts'

/** One opened value; an item of a hidden list, and a row of a batch, is named by field and place: `cands.2`, `row.17`. */
export type OpenedField = { readonly name: string; readonly value: CanonicalValue }

/** The values that fit the commitments of an entry, items of lists after their list. Refuses DISCLOSURE_INVALID. */
export function openFields(
  entry: { readonly [member: string]: CanonicalValue },
  disclosures: readonly string[],
): readonly OpenedField[] {
  const commitments = entry.c as Readonly<Record<string, string>>
  const digests = new Set(Object.values(commitments))
  const isField = (disclosure: string) => digests.has(disclosureDigest(disclosure))
  const fields = openDisclosures({ commitments, disclosures: disclosures.filter(isField) })
  const items = disclosures.filter((disclosure) => !isField(disclosure))
  const found: OpenedField[] = []
  for (const [name, value] of fields) {
    found.push({ name, value })
    const list = digestList(value)
    const mine = items.filter((item) => list.includes(disclosureDigest(item)))
    const [first] = mine
    if (first === undefined) continue
    const { name: itemName } = readDisclosure(first)
    for (const [place, item] of openListDisclosures({ digests: list, name: itemName, disclosures: mine }))
      found.push({ name: `${name}.${place}`, value: item })
    for (const one of mine) items.splice(items.indexOf(one), 1)
  }
  if (items.length > 0)
    throw refusal(
      'DISCLOSURE_INVALID',
      `The disclosure file has ${items.length} disclosures that belong to no commitment.`,
      'The file as casebound log disclose wrote it.',
    )
  return found
}

const digestList = (value: CanonicalValue): readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string' && /^[\w-]{43}$/.test(one))
    ? (value as readonly string[])
    : []
