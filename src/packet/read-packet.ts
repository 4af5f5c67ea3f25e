import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type FrozenSearch, frozenSearchSchema } from '../lead/index.ts'
import { damagedPacket } from './damaged-packet.ts'
import { frozenName, manifestName, packetFormat } from './packet-of-search.ts'
import { readZip } from './zip/read-zip.ts'

const manifestSchema = z.object({
  format: z.literal(packetFormat),
  searchId: z.string().max(64),
  agency: z.string().max(200),
  demonstration: z.boolean(),
  missing: z.array(z.string()),
  parts: z.array(
    z.object({
      name: z.string(),
      what: z.string(),
      bytes: z.int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})

/** A packet whose parts are those of its manifest, byte for byte. */
export type Packet = {
  readonly manifest: z.infer<typeof manifestSchema>
  readonly frozen: FrozenSearch
  readonly frozenSha256: string
  /** Bytes of a part; undefined where the packet has none of this name. */
  readonly part: (name: string) => Uint8Array | undefined
}

/** Reads a packet from outside and checks every part against the manifest. Refuses PACKET_DAMAGED, naming the part. */
export function readPacket(file: Uint8Array): Packet {
  const parts = new Map(readZip(file).map(({ name, bytes }) => [name, bytes]))
  const manifest = readJson(parts, { name: manifestName, schema: manifestSchema })
  const described = new Set([manifestName, ...manifest.parts.map(({ name }) => name)])
  const foreign = [...parts.keys()].find((name) => !described.has(name))
  if (foreign !== undefined) throw damagedPacket(foreign, 'is not in its manifest')
  for (const { name, bytes, sha256 } of manifest.parts) {
    const part = parts.get(name)
    if (part === undefined) throw damagedPacket(name, 'is missing')
    if (part.length !== bytes || digestOf(part) !== sha256)
      throw damagedPacket(name, 'is not the one of which the manifest holds the SHA-256')
  }
  const frozen = readJson(parts, { name: frozenName, schema: frozenSearchSchema })
  const frozenSha256 = digestOf(parts.get(frozenName) ?? new Uint8Array(0))
  return { manifest, frozen, frozenSha256, part: (name) => parts.get(name) }
}

/** A part of JSON by its schema: it comes from outside. */
export function readJson<T>(
  parts: { get: (name: string) => Uint8Array | undefined },
  of: { name: string; schema: z.ZodType<T> },
): T {
  const bytes = parts.get(of.name)
  if (bytes === undefined) throw damagedPacket(of.name, 'is missing')
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw damagedPacket(of.name, 'is not JSON')
  }
  const read = of.schema.safeParse(value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw damagedPacket(of.name, `is not as a packet has it (${issue?.path.join('.') || 'whole'})`)
}

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
