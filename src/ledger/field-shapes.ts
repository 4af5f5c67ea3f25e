import { z } from 'zod'

// Public fields are read by the whole world and can never be erased. Each shape below is an allow-list: what does not
// look like a code, a digest, a week or a small number cannot enter, so a name or a case number cannot slip in.

const longDigitRun = /\d{4}/

/** A word of a published code list: letters, digits, hyphens; never four digits in a row (case numbers have them). */
const code = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, 'not a code: letters, digits and hyphens, at most 40')
  .refine((text) => !longDigitRun.test(text), 'holds four digits in a row, as case numbers do')

/** A reference to a rule or a pack: like a code, but dots and years are usual in it. */
const ruleName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9._-]{0,63}$/, 'not a rule name: letters, digits, dot, hyphen, at most 64')
  .refine((text) => !/\d{5}/.test(text), 'holds five digits in a row')

const version = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,31}$/, 'not a version')
const refusalCode = z.string().regex(/^[A-Z][A-Z0-9_]{1,47}$/, 'not a refusal code')
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hex')
const modelId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,79}$/, 'not a model id')
  .refine((text) => /^[0-9a-f]{64}$/.test(text) || !longDigitRun.test(text), 'holds four digits in a row')
const count = z.number().int().min(0).max(1_000_000_000)
const logIndex = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const isoWeekText = z.string().regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/, 'not an ISO week')
const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'not a month')
const dayText = z.iso.date()
const originName = z
  .string()
  .regex(/^[a-z0-9.-]+(\/[a-z0-9.-]+)*$/, 'not an origin')
  .max(255)
const verifierKey = z
  .string()
  .regex(/^[!-*,-~]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/, 'not a verifier key')
  .max(400)

/** A hidden field, or one item of a hidden list by its place. */
const hiddenName = z.string().regex(/^[a-z][A-Za-z0-9]{0,31}(\.\d{1,3})?$/, 'not a hidden field')

/** What may be opened: a hidden field, or one row of an imported batch by its place, which only a `disclose` of that batch may name. */
const openedName = z
  .string()
  .regex(/^([a-z][A-Za-z0-9]{0,31}(\.\d{1,3})?|row\.(0|[1-9]\d{0,6}))$/, 'not a hidden field or a row')

/** SHA-256 of a disclosure, base64url: the only form in which anything hidden is in the log. */
const commitment = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'not a commitment')
const entryId = z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'not an entry id')

export const shapes = {
  code,
  commitment,
  count,
  dayText,
  entryId,
  hiddenName,
  isoWeekText,
  logIndex,
  modelId,
  monthText,
  openedName,
  originName,
  refusalCode,
  ruleName,
  sha256Hex,
  verifierKey,
  version,
} as const
