import { fromLatin1, latin1, utf8Text } from './bytes.ts'
import { refusal } from './refuse.ts'
import { parseVerifierKey, signatureType, type VerifierKey } from './verifier-key.ts'
import type { NoteSigner } from './verify-note.ts'

/** A witness as a trust policy names it. `url` is where it takes checkpoints (C2SP tlog-witness submission prefix). */
export type PolicyWitness = {
  readonly name: string
  readonly key: VerifierKey
  readonly vkey: string
  readonly url: string | undefined
}

/** Who must have cosigned: nobody, one witness, or so many of some. */
export type Quorum =
  | { readonly kind: 'none' }
  | { readonly kind: 'witness'; readonly key: VerifierKey }
  | { readonly kind: 'group'; readonly needed: number; readonly members: readonly Quorum[] }

/** Which logs and witnesses somebody trusts, and how many of them it takes (C2SP tlog-policy). */
export type TrustPolicy = {
  readonly logs: readonly { readonly key: VerifierKey; readonly vkey: string }[]
  readonly witnesses: readonly PolicyWitness[]
  readonly quorum: Quorum
  /** The name that the quorum line gives. */
  readonly quorumName: string
}

/** Where a log publishes its trust policy. A careful reader pins one from elsewhere. */
export const trustPolicyPath = 'policy.txt'

export const policyLimits = { bytes: 100_000, lines: 1_000, definitions: 100 } as const

type Reading = {
  readonly logs: { key: VerifierKey; vkey: string }[]
  readonly witnesses: PolicyWitness[]
  /** Witnesses and groups by name, in Latin-1: names are octets. */
  readonly defined: Map<string, Quorum>
  readonly members: Set<string>
  quorum: { readonly rule: Quorum; readonly name: string } | undefined
}

/**
 * Reads a trust policy. Octets other than ASCII are opaque, as the format asks. Refuses (TRUST_POLICY_INVALID, with the line) anything
 * that the format does not allow: names used before they are defined or defined twice, a key or a member that stands twice, a threshold
 * out of range, no quorum line or two.
 */
export function parseTrustPolicy(file: string | Uint8Array): TrustPolicy {
  // From outside: bounded, and every octet looked at before a line is believed.
  const octets = typeof file === 'string' ? new TextEncoder().encode(file) : file
  if (octets.length > policyLimits.bytes)
    throw invalid(0, `has ${octets.length} bytes; the limit is ${policyLimits.bytes}`)
  const lines = latin1(octets).split('\n')
  if (lines.length > policyLimits.lines)
    throw invalid(0, `has ${lines.length} lines; the limit is ${policyLimits.lines}`)
  if (lines.at(-1) !== '') throw invalid(lines.length, 'does not end with a newline')
  const reading: Reading = {
    logs: [],
    witnesses: [],
    defined: new Map(),
    members: new Set(),
    quorum: undefined,
  }
  for (const [at, line] of lines.entries()) readLine(reading, { line, number: at + 1 })
  if (reading.quorum === undefined) throw invalid(lines.length, 'has no quorum line')
  const { logs, witnesses, quorum } = reading
  return { logs, witnesses, quorum: quorum.rule, quorumName: readable(quorum.name) }
}

type Line = { readonly line: string; readonly number: number }

function readLine(reading: Reading, { line, number }: Line): void {
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at)
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) throw invalid(number, 'holds a control character')
  }
  const items = line.split(/[ \t]+/).filter((item) => item !== '')
  const [keyword, ...rest] = items
  if (keyword === undefined || keyword.startsWith('#')) return
  if (reading.logs.length + reading.defined.size >= policyLimits.definitions)
    throw invalid(number, `defines more than ${policyLimits.definitions} logs, witnesses and groups`)
  if (keyword === 'log') readLog(reading, { items: rest, number })
  else if (keyword === 'witness') readWitness(reading, { items: rest, number })
  else if (keyword === 'group') readGroup(reading, { items: rest, number })
  else if (keyword === 'quorum') readQuorum(reading, { items: rest, number })
  else throw invalid(number, 'begins with none of log, witness, group and quorum')
}

type Items = { readonly items: readonly string[]; readonly number: number }

function readLog(reading: Reading, { items, number }: Items): void {
  const [vkey = ''] = items
  if (items.length < 1 || items.length > 2) throw invalid(number, 'is not: log VKEY [URL]')
  const read = readKey(vkey, { number, type: signatureType.note })
  if (reading.logs.some(({ key }) => sameKey(key, read.key))) throw invalid(number, 'names a log key again')
  reading.logs.push(read)
}

function readWitness(reading: Reading, { items, number }: Items): void {
  const [name = '', vkey = '', url] = items
  if (items.length < 2 || items.length > 3) throw invalid(number, 'is not: witness NAME VKEY [URL]')
  const read = readKey(vkey, { number, type: signatureType.cosignature })
  if (reading.witnesses.some(({ key }) => sameKey(key, read.key)))
    throw invalid(number, 'names a witness key again')
  define(reading, { name, number, rule: { kind: 'witness', key: read.key } })
  reading.witnesses.push({ name: readable(name), ...read, url: url && readable(url) })
}

function readGroup(reading: Reading, { items, number }: Items): void {
  const [name = '', threshold = '', ...names] = items
  if (names.length === 0) throw invalid(number, 'is not: group NAME all|any|NUMBER NAME …')
  const members = names.map((member) => {
    const rule = reading.defined.get(member)
    if (rule === undefined) throw invalid(number, 'has a member that no line before it defines')
    if (reading.members.has(member)) throw invalid(number, 'has a member that is one already')
    reading.members.add(member)
    return rule
  })
  const needed = neededOf(threshold, members.length)
  if (needed === undefined)
    throw invalid(number, `asks neither for all, any, nor for 1 to ${members.length} of its members`)
  define(reading, { name, number, rule: { kind: 'group', needed, members } })
}

function neededOf(threshold: string, members: number): number | undefined {
  if (threshold === 'all') return members
  if (threshold === 'any') return 1
  const needed = /^[1-9]\d{0,3}$/.test(threshold) ? Number(threshold) : 0
  return needed >= 1 && needed <= members ? needed : undefined
}

function readQuorum(reading: Reading, { items, number }: Items): void {
  const [name = ''] = items
  if (items.length !== 1) throw invalid(number, 'is not: quorum NAME')
  if (reading.quorum !== undefined) throw invalid(number, 'is a second quorum line')
  const rule: Quorum | undefined = name === 'none' ? { kind: 'none' } : reading.defined.get(name)
  if (rule === undefined) throw invalid(number, 'names a quorum that no line before it defines')
  reading.quorum = { rule, name }
}

function define(reading: Reading, of: { name: string; number: number; rule: Quorum }): void {
  if (of.name === 'none' || reading.defined.has(of.name))
    throw invalid(of.number, 'defines a name that stands for something already')
  reading.defined.set(of.name, of.rule)
}

function readKey(latin: string, of: { number: number; type: number }): { key: VerifierKey; vkey: string } {
  const vkey = utf8Text(fromLatin1(latin))
  if (vkey === undefined) throw invalid(of.number, 'has a key whose name is not UTF-8')
  const key = parseVerifierKey(vkey)
  if (key.type !== of.type)
    throw invalid(of.number, `has a key of type ${key.type} where one of type ${of.type} belongs`)
  return { key, vkey }
}

/** Whether those who signed are enough for a policy. Only signers that `verifyNote` gave may be asked about. */
export function quorumReached(policy: Pick<TrustPolicy, 'quorum'>, signers: readonly NoteSigner[]): boolean {
  const reached = (rule: Quorum): boolean => {
    if (rule.kind === 'none') return true
    if (rule.kind === 'witness') return signers.some(({ key }) => sameKey(key, rule.key))
    return rule.members.filter(reached).length >= rule.needed
  }
  return reached(policy.quorum)
}

/** The rule of a policy's quorum in words, such as "2 of 3". */
export function quorumWords(quorum: Quorum): string {
  if (quorum.kind === 'none') return 'no cosignature'
  if (quorum.kind === 'witness') return quorum.key.name
  const nested = quorum.members.some(({ kind }) => kind === 'group')
  const words = quorum.members.map(quorumWords)
  return `${quorum.needed} of ${nested ? `(${words.join('; ')})` : words.length}`
}

const sameKey = (left: VerifierKey, right: VerifierKey): boolean =>
  left.type === right.type && latin1(left.publicKey) === latin1(right.publicKey)

/** Octets as text for people; what is not UTF-8 is shown as it would be in Latin-1. */
const readable = (latin: string): string => utf8Text(fromLatin1(latin)) ?? latin

const invalid = (line: number, fault: string) =>
  refusal(
    'TRUST_POLICY_INVALID',
    line === 0 ? `The trust policy ${fault}.` : `Line ${line} of the trust policy ${fault}.`,
    'A policy file as C2SP tlog-policy describes it: log, witness and group lines, and one quorum line.',
  )
