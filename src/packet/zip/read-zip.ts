import { crc32 } from 'node:zlib'
import { damagedPacket } from '../damaged-packet.ts'
import {
  centralBytes,
  centralSignature,
  endBytes,
  endSignature,
  lawfulName,
  localBytes,
  localSignature,
  utf8Flag,
  type ZipEntry,
} from './zip-layout.ts'

/** What a packet may hold at most: 200 candidates with a photograph each, and the papers. */
export const zipLimits = { bytes: 2 * 1024 ** 3, entries: 1000 } as const

/**
 * Reads a zip file of stored entries. The bytes are hostile: every offset is checked, entries must lie one after the other without gaps
 * as `writeZip` lays them, and anything else of the format is refused. Refuses PACKET_DAMAGED.
 */
export function readZip(file: Uint8Array): readonly ZipEntry[] {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const end = bytes.length - endBytes
  if (end < 0 || bytes.length > zipLimits.bytes || bytes.readUInt32LE(end) !== endSignature)
    throw damagedPacket('the file', 'does not end as a packet does; it may have been cut off')
  const count = bytes.readUInt16LE(end + 10)
  const start = bytes.readUInt32LE(end + 16)
  const whole = start + bytes.readUInt32LE(end + 12) === end && bytes.readUInt16LE(end + 8) === count
  if (!whole || count > zipLimits.entries || bytes.readUInt16LE(end + 20) !== 0)
    throw damagedPacket('the list of files', 'does not fit the file')
  const entries: ZipEntry[] = []
  let central = start
  let local = 0
  for (let at = 0; at < count; at++) {
    const entry = readEntry(bytes, { central, local, start, end })
    if (entries.some(({ name }) => name === entry.name)) throw damagedPacket(entry.name, 'stands in it twice')
    entries.push(entry)
    central += centralBytes + entry.name.length
    local += localBytes + entry.name.length + entry.bytes.length
  }
  if (central !== end || local !== start)
    throw damagedPacket('the list of files', 'leaves something between the files')
  return entries
}

type Place = { central: number; local: number; start: number; end: number }

function readEntry(bytes: Buffer, { central, local, start, end }: Place): ZipEntry {
  if (central + centralBytes > end || bytes.readUInt32LE(central) !== centralSignature)
    throw damagedPacket('the list of files', 'cannot be read')
  const nameBytes = bytes.readUInt16LE(central + 28)
  const size = bytes.readUInt32LE(central + 24)
  const name = bytes.subarray(central + centralBytes, central + centralBytes + nameBytes).toString('utf8')
  if (!lawfulName.test(name)) throw damagedPacket('the list of files', 'names a file as no packet does')
  const bodyAt = local + localBytes + nameBytes
  const headerFits =
    bytes.readUInt32LE(central + 42) === local &&
    bodyAt + size <= start &&
    bytes.readUInt32LE(local) === localSignature &&
    bytes.readUInt16LE(local + 6) === utf8Flag &&
    bytes.subarray(local + 4, local + localBytes).equals(bytes.subarray(central + 6, central + 32)) &&
    bytes.readUInt16LE(central + 10) === 0 &&
    bytes.readUInt32LE(central + 20) === size &&
    bytes.readUInt32LE(central + 30) === 0 &&
    bytes.subarray(local + localBytes, bodyAt).toString('utf8') === name
  if (!headerFits) throw damagedPacket(name, 'is not described alike at both places')
  const body = bytes.subarray(bodyAt, bodyAt + size)
  if (crc32(body) !== bytes.readUInt32LE(central + 16)) throw damagedPacket(name, 'has changed')
  return { name, bytes: new Uint8Array(body) }
}
