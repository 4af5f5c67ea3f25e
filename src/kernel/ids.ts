declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

export type AgencyId = Branded<'AgencyId'>
export type UserId = Branded<'UserId'>
export type CertificateId = Branded<'CertificateId'>
export type PersonId = Branded<'PersonId'>
export type BookingId = Branded<'BookingId'>
export type RequestId = Branded<'RequestId'>
export type RecipeId = Branded<'RecipeId'>
export type ProposalId = Branded<'ProposalId'>
export type SearchId = Branded<'SearchId'>
export type ExaminationId = Branded<'ExaminationId'>
export type LeadId = Branded<'LeadId'>
export type OutcomeId = Branded<'OutcomeId'>
export type ModelId = Branded<'ModelId'>
/** Id of one log entry: 16 random bytes, base64url; also the idempotency key. */
export type EntryId = Branded<'EntryId'>

/** Gives a plain string its brand; call it only where the string was just made or just read from its own table. */
export const asId = <Id extends string>(text: string): Id => text as Id

/** 16 random bytes as base64url (22 characters), never with a hyphen first. */
export const newId = <Id extends string>(): Id => randomText(16) as Id

/** Random bytes as base64url; never with a hyphen first, because a command would read that as an option. */
export function randomText(length: number): string {
  const bytes = new Uint8Array(length)
  let text = ''
  do {
    globalThis.crypto.getRandomValues(bytes)
    text = toBase64url(bytes)
  } while (text.startsWith('-'))
  return text
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** RFC 4648 section 5, without padding. */
export function toBase64url(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    for (let digit = 0; digit < Math.min(4, left + 1); digit++) {
      text += alphabet[(group >> (18 - 6 * digit)) & 63]
    }
  }
  return text
}

/** Reads base64url without padding; undefined when a character, the length or the spare bits are wrong. */
export function fromBase64url(text: string): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let buffer = 0
  let bits = 0
  let at = 0
  for (const character of text) {
    const value = alphabet.indexOf(character)
    if (value < 0) return undefined
    buffer = ((buffer << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (buffer >> bits) & 0xff
    }
  }
  return (buffer & ((1 << bits) - 1)) === 0 ? bytes : undefined
}
