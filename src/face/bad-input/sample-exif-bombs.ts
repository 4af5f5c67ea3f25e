import type { NamedBytes } from './sample-good-images.ts'
import type { Hostile } from './sample-hostile-images.ts'

type Entry = { readonly tag: number; readonly type: number; readonly count: number; readonly value: number }

/** A directory of a TIFF in little-endian order, and where the next lies. */
function directory(entries: readonly Entry[], next: number): Buffer {
  const bytes = Buffer.alloc(2 + 12 * entries.length + 4)
  bytes.writeUInt16LE(Math.min(entries.length, 0xffff), 0)
  for (const [at, { tag, type, count, value }] of entries.entries()) {
    bytes.writeUInt16LE(tag, 2 + 12 * at)
    bytes.writeUInt16LE(type, 4 + 12 * at)
    bytes.writeUInt32LE(count, 6 + 12 * at)
    bytes.writeUInt32LE(value, 10 + 12 * at)
  }
  bytes.writeUInt32LE(next, bytes.length - 4)
  return bytes
}

const tiffMark = Buffer.from('49492a0008000000', 'hex')
const exifDirectory = 0x8769
const gpsDirectory = 0x8825

/** Bodies of an EXIF segment: what loops, what is deep, what is wide, and what claims to be huge. */
function hostileExif(): readonly NamedBytes[] {
  const self = { tag: exifDirectory, type: 4, count: 1, value: 8 }
  const orientation = { tag: 0x112, type: 3, count: 1, value: 6 }
  const claims = { tag: 0x10f, type: 2, count: 0xffffffff, value: 8 }
  const chain = Array.from({ length: 2_000 }, (_, at) =>
    directory([{ ...self, value: 8 + 18 * (at + 1) }], 8 + 18 * (at + 1)),
  )
  const wide = Array.from({ length: 5_000 }, (_, at) => ({ tag: at, type: 2, count: 60_000, value: 8 }))
  return [
    { what: 'a directory that is its own next', bytes: directory([orientation], 8) },
    { what: 'a directory inside itself', bytes: directory([self, { ...self, tag: gpsDirectory }], 8) },
    { what: '2,000 directories, each in the other', bytes: Buffer.concat(chain) },
    { what: '5,000 entries of 60,000 bytes', bytes: directory(wide, 0) },
    { what: 'an entry of 4 GB', bytes: directory([claims, orientation], 0) },
    { what: 'entries that are not there', bytes: Buffer.from([0xff, 0xff, 0x12, 0x01]) },
    { what: 'orientation 65,535', bytes: directory([{ ...orientation, value: 0xffff }], 0) },
  ]
}

const segment = (body: Buffer) => {
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** For tests only: hostile EXIF in a JPEG, and the like directories as TIFF files. */
export function exifBombs(goods: readonly NamedBytes[]): readonly Hostile[] {
  const jpeg = goods.find(({ what }) => what === 'jpeg')?.bytes ?? Buffer.alloc(0)
  const tiff = goods.find(({ what }) => what === 'lzw tiff')?.bytes ?? Buffer.alloc(0)
  const exif = (body: Buffer) =>
    segment(Buffer.concat([Buffer.from('Exif\0\0'), tiffMark, body]).subarray(0, 65_000))
  const withSegments = (...segments: readonly Buffer[]) =>
    Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)])
  const loop = Buffer.from(tiff)
  const at = loop.readUInt32LE(4)
  loop.writeUInt32LE(at, at + 2 + 12 * loop.readUInt16LE(at))
  const padding = segment(Buffer.concat([Buffer.from('Exif\0\0'), Buffer.alloc(65_000, 0x41)]))
  return [
    ...hostileExif().map(({ what, bytes }) => ({
      what: `jpeg with ${what}`,
      bytes: withSegments(exif(bytes)),
      expected: 'any',
    })),
    ...hostileExif().map(({ what, bytes }) => ({
      what: `tiff of ${what}`,
      bytes: Buffer.concat([tiffMark, bytes]),
      expected: 'refused',
    })),
    {
      what: 'jpeg with 200 segments of 65,000 bytes',
      bytes: withSegments(...Array.from({ length: 200 }, () => padding)),
      expected: 'any',
    },
    { what: 'tiff whose directory is its own next', bytes: loop, expected: 'any' },
  ]
}
