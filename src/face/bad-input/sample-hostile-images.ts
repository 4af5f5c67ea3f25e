import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { goodPicture, type NamedBytes } from './sample-good-images.ts'

/** `expected`: the code of the refusal, or `photo`, or `same` where the pixels must be those of the good file. */
export type Hostile = NamedBytes & { readonly expected: string }

const chunk = (kind: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

type Png = {
  readonly width: number
  readonly height: number
  readonly bits?: number
  readonly before?: readonly Buffer[]
}

/** A PNG of grey with all its rows, all zero. */
function zeroPng({ width, height, bits = 8, before = [] }: Png): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([bits, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc(height * (1 + Math.ceil((width * bits) / 8))), { level: 9 })
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    mark,
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const textBomb = (kind: 'zTXt' | 'iCCP') =>
  chunk(
    kind,
    Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(Buffer.alloc(100_000_000), { level: 9 })]),
  )

/** For tests only: files that are small and ask for much. */
export const bombs = (): readonly Hostile[] => [
  {
    what: 'png of 30,000 × 30,000 zeros',
    bytes: zeroPng({ width: 30_000, height: 30_000, bits: 1 }),
    expected: 'IMAGE_TOO_MANY_PIXELS',
  },
  {
    what: 'png just over the limit',
    bytes: zeroPng({ width: 7_100, height: 7_100, bits: 1 }),
    expected: 'IMAGE_TOO_MANY_PIXELS',
  },
  {
    what: 'png just under the limit',
    bytes: zeroPng({ width: 7_000, height: 7_000, bits: 1 }),
    expected: 'photo',
  },
  { what: 'png of one row', bytes: zeroPng({ width: 30_000, height: 1 }), expected: 'IMAGE_TOO_SMALL' },
  { what: 'png of one column', bytes: zeroPng({ width: 1, height: 30_000 }), expected: 'IMAGE_TOO_SMALL' },
  { what: 'png of one pixel', bytes: zeroPng({ width: 1, height: 1 }), expected: 'IMAGE_TOO_SMALL' },
  {
    what: 'png with 100 MB of text',
    bytes: zeroPng({ width: 96, height: 80, before: [textBomb('zTXt')] }),
    expected: 'any',
  },
  {
    what: 'png with 100 MB of profile',
    bytes: zeroPng({ width: 96, height: 80, before: [textBomb('iCCP')] }),
    expected: 'any',
  },
]

/** For tests only: sizes that a decoder of each format would have to take at its word. */
export async function hugeDeclarations(goods: readonly NamedBytes[]): Promise<readonly Hostile[]> {
  const good = new Map(goods.map(({ what, bytes }) => [what, bytes]))
  const patched = (what: string, write: (bytes: Buffer) => void, expected = 'refused'): Hostile => {
    const bytes = Buffer.from(good.get(what) ?? [])
    write(bytes)
    return { what: `${what} that claims a huge size`, bytes, expected }
  }
  const jpegSize = (bytes: Buffer, mark: string) =>
    bytes.writeUInt32BE(0xffffffff, bytes.indexOf(mark, 0, 'hex') + 5)
  const tiffTags = (bytes: Buffer) => {
    const at = bytes.readUInt32LE(4)
    for (let tag = 0; tag < bytes.readUInt16LE(at); tag++) {
      const entry = at + 2 + 12 * tag
      if (![256, 257].includes(bytes.readUInt16LE(entry))) continue
      bytes.writeUInt16LE(4, entry + 2)
      bytes.writeUInt32LE(2_000_000_000, entry + 8)
    }
  }
  return [
    patched('jpeg', (bytes) => jpegSize(bytes, 'ffc0')),
    patched('progressive jpeg', (bytes) => jpegSize(bytes, 'ffc2')),
    patched('lzw tiff', tiffTags),
    patched('tiled deflate tiff', tiffTags),
    // A canvas without pictures on it costs nothing; the decoder goes by the picture.
    patched('gif', (bytes) => bytes.writeUInt32LE(0xffffffff, 6), 'any'),
    patched('avif', (bytes) => bytes.writeBigUInt64BE(0x7fffffff_7fffffffn, bytes.indexOf('ispe') + 8)),
    patched('lossless webp', (bytes) => bytes.writeUInt32LE(0xffffffff, bytes.indexOf('VP8L') + 9)),
    patched('webp', (bytes) => bytes.writeUInt32LE(0x3fff3fff, bytes.indexOf('9d012a', 0, 'hex') + 3)),
    patched('24-bit bmp', (bytes) => bytes.writeInt32LE(2_000_000_000, 18)),
    patched('jpeg 2000', (bytes) => bytes.writeBigUInt64BE(0x7fffffff_7fffffffn, 8)),
  ]
}

/** For tests only: files that are two things at once. What the first bytes say is what is decoded. */
export async function polyglots(goods: readonly NamedBytes[]): Promise<readonly Hostile[]> {
  const of = (what: string) => goods.find((good) => good.what === what)?.bytes ?? Buffer.alloc(0)
  const zip = Buffer.from('504b0304140000000000', 'hex')
  const html = Buffer.from('<html><script>alert(1)</script></html>')
  const mp4 = Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42\0\0\0\x08mdat', 'latin1')
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n')
  const jpeg = of('jpeg')
  const withComment = (text: Buffer) =>
    Buffer.concat([
      jpeg.subarray(0, 2),
      Buffer.from([0xff, 0xfe, 0, text.length + 2]),
      text,
      jpeg.subarray(2),
    ])
  return [
    { what: 'jpeg, then zip', bytes: Buffer.concat([jpeg, zip]), expected: 'same jpeg' },
    { what: 'jpeg, then mp4 (a motion photo)', bytes: Buffer.concat([jpeg, mp4]), expected: 'same jpeg' },
    { what: 'jpeg with a PDF in its comment', bytes: withComment(pdf), expected: 'same jpeg' },
    { what: 'gif, then HTML', bytes: Buffer.concat([of('gif'), html]), expected: 'same gif' },
    { what: 'png, then jpeg', bytes: Buffer.concat([of('png'), jpeg]), expected: 'same png' },
    { what: 'bmp, then jpeg', bytes: Buffer.concat([of('24-bit bmp'), jpeg]), expected: 'same 24-bit bmp' },
    { what: 'PDF, then jpeg', bytes: Buffer.concat([pdf, jpeg]), expected: 'IMAGE_UNREADABLE' },
    { what: 'zip, then jpeg', bytes: Buffer.concat([zip, jpeg]), expected: 'IMAGE_UNREADABLE' },
    { what: 'mp4, then jpeg', bytes: Buffer.concat([mp4, jpeg]), expected: 'IMAGE_NOT_STILL' },
    {
      what: 'the mark of a GIF, then HTML',
      bytes: Buffer.concat([Buffer.from('GIF89a'), html]),
      expected: 'IMAGE_UNREADABLE',
    },
    {
      what: 'the mark of a BMP, then HTML',
      bytes: Buffer.concat([Buffer.from('BM'), html, Buffer.alloc(90)]),
      expected: 'IMAGE_UNREADABLE',
    },
    {
      what: 'the mark of an AVIF, then jpeg',
      bytes: Buffer.concat([Buffer.from('\0\0\0\x14ftypavif\0\0\0\0avif', 'latin1'), jpeg]),
      expected: 'IMAGE_UNREADABLE',
    },
    {
      what: 'SVG',
      bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>'),
      expected: 'IMAGE_UNREADABLE',
    },
    { what: 'nothing', bytes: Buffer.alloc(0), expected: 'IMAGE_UNREADABLE' },
    { what: 'zeros', bytes: Buffer.alloc(5_000), expected: 'IMAGE_UNREADABLE' },
  ]
}

/** For tests only: what moves, or has several pages. */
export async function moving(): Promise<readonly Hostile[]> {
  const frames = await Promise.all([goodPicture().png().toBuffer(), goodPicture().negate().png().toBuffer()])
  const joined = () => sharp(frames, { join: { animated: true } })
  const expected = 'IMAGE_NOT_STILL'
  return [
    { what: 'animated gif', bytes: await joined().gif().toBuffer(), expected },
    { what: 'animated webp', bytes: await joined().webp().toBuffer(), expected },
    {
      what: 'animated png',
      bytes: zeroPng({
        width: 96,
        height: 80,
        before: [chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]))],
      }),
      expected,
    },
    { what: 'tiff of two pages', bytes: await joined().tiff().toBuffer(), expected },
  ]
}
