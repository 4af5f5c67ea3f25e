import { createHash } from 'node:crypto'
import { canonicalJson, must, type SearchId } from '../kernel/index.ts'
import { conclude, type House } from '../lead/index.ts'
import type { ScratchStaff } from '../lead/open-scratch-house.ts'
import { seal } from '../lead/sample-requests.ts'
import { manifestName, packetOfSearch } from './packet-of-search.ts'
import { readZip } from './zip/read-zip.ts'
import { writeZip } from './zip/write-zip.ts'

// For tests only: packets of concluded searches, and packets with which somebody took pains.

/** Two examiners support the first of the list; the packet of what came of it. */
export async function concludedPacket(
  house: House,
  of: { users: Pick<ScratchStaff, 'examiner' | 'verifier'>; searchId: SearchId },
): Promise<Uint8Array> {
  const { users, searchId } = of
  const conclusion = 'supports-same-source'
  await seal(house, { user: users.examiner, searchId, conclusion, rank: 1 })
  await seal(house, { user: users.verifier, searchId, conclusion, rank: 1 })
  await conclude(house, searchId)
  return packetOfSearch(house, searchId)
}

/** The packet with other bytes in a part, and a manifest that fits them: only the log can tell. */
export function forgedPacket(
  packet: Uint8Array,
  name: string,
  forge: (bytes: Uint8Array) => Uint8Array,
): Uint8Array {
  const entries = readZip(packet).map((entry) =>
    entry.name === name ? { name, bytes: forge(entry.bytes) } : entry,
  )
  const manifest = JSON.parse(
    new TextDecoder().decode(entries.find((one) => one.name === manifestName)?.bytes),
  )
  for (const part of manifest.parts) {
    const { bytes } = must(
      entries.find((one) => one.name === part.name),
      'part',
    )
    part.bytes = bytes.length
    part.sha256 = createHash('sha256').update(bytes).digest('hex')
  }
  const text = new TextEncoder().encode(`${canonicalJson(manifest)}\n`)
  return writeZip(entries.map((one) => (one.name === manifestName ? { ...one, bytes: text } : one)))
}

/** The same for a part of JSON. */
export const forgedJson = (packet: Uint8Array, name: string, forge: (value: never) => void): Uint8Array =>
  forgedPacket(packet, name, (bytes) => {
    const value = JSON.parse(new TextDecoder().decode(bytes))
    forge(value as never)
    return new TextEncoder().encode(canonicalJson(value))
  })
