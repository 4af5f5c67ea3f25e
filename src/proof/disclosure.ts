import {
  type CanonicalValue,
  canonicalLimits,
  fromBase64url,
  must,
  parseProfiledJson,
  profiledJson,
  profileFault,
  toBase64url,
} from '../kernel/index.ts'
import { utf8Bytes, utf8Text } from './bytes.ts'
import { sha256Of } from './merkle-hash.ts'
import { refusal } from './refuse.ts'

/** Random bytes in every salt: enough that a hidden value cannot be guessed from its digest. */
export const saltBytes = 32
const maxDisclosureCharacters = 65_536

/** A hidden field, shown: name and value, and the salt that kept it from being guessed. */
export type Disclosed = {
  readonly salt: Uint8Array
  readonly name: string
  readonly value: CanonicalValue
}

/**
 * The disclosure of one hidden field: base64url(UTF-8(JCS([salt, name, value]))), the encoding of RFC 9901
 * section 4.2.1. `salt` is 32 random bytes, never used twice. Refuses (DISCLOSURE_INVALID) a short salt, a name
 * that no entry could carry, and values outside the canonical profile (the array around the value counts as
 * one of its five levels; strings are NFC and at most 512 bytes).
 */
export function makeDisclosure({ salt, name, value }: Disclosed): string {
  if (salt.length !== saltBytes) throw invalid(`has a salt of ${salt.length} bytes; it must be ${saltBytes}`)
  if (!canonicalLimits.keyPattern.test(name)) throw invalid('has a name that is not a field name')
  const parts = [toBase64url(salt), name, value]
  const fault = profileFault(parts)
  if (fault !== undefined) throw invalid(`has a value outside the profile: ${fault}`)
  const disclosure = toBase64url(must(utf8Bytes(profiledJson(parts)), 'UTF-8 of canonical JSON'))
  if (disclosure.length > maxDisclosureCharacters) throw tooLong(disclosure)
  return disclosure
}

/** The commitment to a disclosure: base64url(SHA-256(ASCII(disclosure))), 43 characters (RFC 9901 section 4.2.3). */
export const disclosureDigest = (disclosure: string): string =>
  toBase64url(sha256Of(utf8Bytes(disclosure) ?? new Uint8Array(0)))

/** Reads one disclosure without asking what it belongs to. Refuses (DISCLOSURE_INVALID) any other encoding. */
export function readDisclosure(disclosure: string): Disclosed {
  // From outside.
  if (disclosure.length > maxDisclosureCharacters) throw tooLong(disclosure)
  const bytes = fromBase64url(disclosure)
  const text = bytes === undefined ? undefined : utf8Text(bytes)
  if (text === undefined) throw invalid('is not base64url of UTF-8')
  const parsed = parseProfiledJson(text)
  if ('fault' in parsed) throw invalid(`is not canonical JSON: ${parsed.fault}`)
  if (!Array.isArray(parsed.value) || parsed.value.length !== 3)
    throw invalid('is not a list of salt, name and value')
  const [saltText, name, value]: readonly CanonicalValue[] = parsed.value
  const salt = typeof saltText === 'string' ? fromBase64url(saltText) : undefined
  if (salt?.length !== saltBytes) throw invalid(`has a salt that is not ${saltBytes} bytes`)
  if (typeof name !== 'string' || !canonicalLimits.keyPattern.test(name))
    throw invalid('has a name that is not a field name')
  return { salt, name, value: must(value, 'value of the disclosure') }
}

/**
 * Opens hidden fields of one entry: `commitments` is its map of field name to digest. Gives the values by name.
 * Refuses (DISCLOSURE_INVALID) a disclosure that fits no digest, stands under another name, or comes twice, and
 * commitments that repeat a digest (RFC 9901 section 7.1). Nothing is given unless everything fits.
 */
export function openDisclosures(opening: {
  readonly commitments: Readonly<Record<string, string>>
  readonly disclosures: readonly string[]
}): ReadonlyMap<string, CanonicalValue> {
  const names = invert(Object.entries(opening.commitments))
  const values = new Map<string, CanonicalValue>()
  for (const disclosure of opening.disclosures) {
    const committedName = names.get(disclosureDigest(disclosure))
    if (committedName === undefined) throw invalid('belongs to no commitment of this entry')
    const { name, value } = readDisclosure(disclosure)
    if (name !== committedName) throw invalid(`names ${name} but is committed as ${committedName}`)
    if (values.has(name)) throw invalid(`of ${name} is given twice`)
    values.set(name, value)
  }
  return values
}

/**
 * Opens single items of a committed list (a disclosed value that is itself a list of digests, such as the
 * candidates of a result). All items carry the field name `name`. Gives the values by place in the list, from 0;
 * refuses as openDisclosures does.
 */
export function openListDisclosures(opening: {
  readonly digests: readonly string[]
  readonly name: string
  readonly disclosures: readonly string[]
}): ReadonlyMap<number, CanonicalValue> {
  const places = invert(opening.digests.map((digest, at): [number, string] => [at, digest]))
  const values = new Map<number, CanonicalValue>()
  for (const disclosure of opening.disclosures) {
    const place = places.get(disclosureDigest(disclosure))
    if (place === undefined) throw invalid('belongs to no item of this list')
    const { name, value } = readDisclosure(disclosure)
    if (name !== opening.name) throw invalid(`names ${name}; the items of this list are ${opening.name}`)
    if (values.has(place)) throw invalid(`of item ${place} is given twice`)
    values.set(place, value)
  }
  return values
}

function invert<Key>(pairs: readonly (readonly [Key, string])[]): ReadonlyMap<string, Key> {
  const inverted = new Map(pairs.map(([key, digest]) => [digest, key]))
  if (inverted.size !== pairs.length)
    throw refusal(
      'DISCLOSURE_INVALID',
      'Two commitments hold the same digest.',
      'An entry in which every hidden field has its own salt.',
    )
  return inverted
}

const tooLong = (disclosure: string) =>
  invalid(`has ${disclosure.length} characters; the limit is ${maxDisclosureCharacters}`)

const invalid = (fault: string) =>
  refusal('DISCLOSURE_INVALID', `The disclosure ${fault}.`, 'The disclosure that was made for this entry.')
