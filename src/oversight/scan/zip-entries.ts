import type { FileHandle } from 'node:fs/promises'

export type ZipEntry = {
  readonly name: string
  readonly method: number
  readonly encrypted: boolean
  readonly compressedBytes: number
  readonly bytes: number
  readonly headerAt: number
}

const endRecord = 0x06054b50
const bigEndRecord = 0x06064b50
const centralHeader = 0x02014b50
const longestTail = 66_000
const mostEntries = 100_000

/** The files in a zip archive, by its central directory (APPNOTE 6.3, with ZIP64). Undefined where the archive is damaged. The bytes are from outside: every place is checked. */
export async function zipEntries(file: FileHandle, size: number): Promise<readonly ZipEntry[] | undefined> {
  const tail = await bytesAt(file, Math.max(0, size - longestTail), Math.min(size, longestTail))
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > tail.length || tail.readUInt32LE(end) !== endRecord) return undefined
  const directory = (await bigDirectory(file, tail)) ?? {
    count: tail.readUInt16LE(end + 10),
    bytes: tail.readUInt32LE(end + 12),
    at: tail.readUInt32LE(end + 16),
  }
  if (directory.count > mostEntries || directory.at + directory.bytes > size) return undefined
  const central = await bytesAt(file, directory.at, directory.bytes)
  const entries: ZipEntry[] = []
  let at = 0
  for (let count = 0; count < directory.count; count++) {
    if (at + 46 > central.length || central.readUInt32LE(at) !== centralHeader) return undefined
    const lengths = [28, 30, 32].map((place) => central.readUInt16LE(at + place))
    const [nameBytes = 0, extraBytes = 0, commentBytes = 0] = lengths
    if (at + 46 + nameBytes + extraBytes > central.length) return undefined
    entries.push(entryAt(central, { at, nameBytes, extraBytes }))
    at += 46 + nameBytes + extraBytes + commentBytes
  }
  return entries.filter(({ name }) => !name.endsWith('/'))
}

/** Where the compressed bytes of an entry begin. */
export async function entryDataAt(file: FileHandle, entry: ZipEntry): Promise<number> {
  const header = await bytesAt(file, entry.headerAt, 30)
  return entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
}

function entryAt(central: Buffer, of: { at: number; nameBytes: number; extraBytes: number }): ZipEntry {
  const { at, nameBytes, extraBytes } = of
  const extra = central.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes)
  const big = bigValues(extra)
  const value = (place: number): number => {
    const small = central.readUInt32LE(at + place)
    return small === 0xffffffff ? (big.shift() ?? small) : small
  }
  const bytes = value(24)
  const compressedBytes = value(20)
  return {
    name: central.toString('utf8', at + 46, at + 46 + nameBytes),
    method: central.readUInt16LE(at + 10),
    encrypted: (central.readUInt16LE(at + 8) & 1) === 1,
    ...{ bytes, compressedBytes, headerAt: value(42) },
  }
}

/** The values of the ZIP64 extra field, in their fixed order: size, compressed size, place. */
function bigValues(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    const end = Math.min(extra.length, at + 4 + extra.readUInt16LE(at + 2))
    const values: number[] = []
    for (let place = at + 4; place + 8 <= end; place += 8) values.push(Number(extra.readBigUInt64LE(place)))
    return values
  }
  return []
}

async function bigDirectory(file: FileHandle, tail: Buffer) {
  const locator = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x06, 0x07]))
  if (locator < 0 || locator + 20 > tail.length) return undefined
  const record = await bytesAt(file, Number(tail.readBigUInt64LE(locator + 8)), 56)
  if (record.length < 56 || record.readUInt32LE(0) !== bigEndRecord) return undefined
  const number = (place: number): number => Number(record.readBigUInt64LE(place))
  return { count: number(32), bytes: number(40), at: number(48) }
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, at)
  return bytes.subarray(0, bytesRead)
}
