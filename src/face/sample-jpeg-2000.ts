import { createRequire } from 'node:module'

/** What we use of the encoder; the package brings no types. */
type Encoder = {
  getDecodedBuffer(of: {
    width: number
    height: number
    bitsPerSample: number
    componentCount: number
    isSigned: boolean
    isUsingColorTransform: boolean
  }): Uint8Array
  setQuality(lossless: boolean, ratio: number): void
  encode(): void
  getEncodedBuffer(): Uint8Array
}
type OpenCodec = (options: { print: () => void }) => Promise<{ readonly J2KEncoder: new () => Encoder }>

const openCodec: OpenCodec = createRequire(import.meta.url)('@cornerstonejs/codec-openjpeg/wasmjs')

/** For tests only: one value, 0 to 2^bits - 1, of a component at a pixel. */
export type SampleValue = (x: number, y: number, component: number) => number

type Sample = {
  readonly widthPx: number
  readonly heightPx: number
  readonly components: number
  readonly bits: number
  readonly value: SampleValue
}

/** For tests only: a bare JPEG 2000 codestream without loss. */
export async function sampleCodestream(of: Sample): Promise<Buffer> {
  const codec = await openCodec({ print: () => undefined })
  const encoder = new codec.J2KEncoder()
  const { widthPx, heightPx, components, bits, value } = of
  const into = encoder.getDecodedBuffer({
    width: widthPx,
    height: heightPx,
    bitsPerSample: bits,
    componentCount: components,
    isSigned: false,
    isUsingColorTransform: components === 3,
  })
  const view = new DataView(into.buffer, into.byteOffset, into.byteLength)
  for (let at = 0; at < widthPx * heightPx * components; at++) {
    const pixel = Math.floor(at / components)
    const sample = value(pixel % widthPx, Math.floor(pixel / widthPx), at % components)
    if (bits > 8) view.setUint16(2 * at, sample, true)
    else view.setUint8(at, sample)
  }
  encoder.setQuality(true, 0)
  encoder.encode()
  return Buffer.from(Uint8Array.from(encoder.getEncodedBuffer()))
}

const markers = { size: 0xff51, style: 0xff52, tilePart: 0xff90 }
const componentByComponent = 4

/**
 * For tests only: codestreams of one component each as one of several, which the encoder above cannot make of more than 8
 * bits. In component order (CPRL) with one tile and one precinct their packets just follow one another.
 */
export function joinCodestreams(planes: readonly Buffer[]): Buffer {
  const parts = planes.map(partsOf)
  const [first] = parts
  if (first === undefined) throw new Error('nothing to join')
  const header = first.segments.map(({ marker, body }) => {
    if (marker === markers.size) {
      const sizes = Buffer.concat([body.subarray(0, 34), Buffer.from([0, parts.length])])
      return segment(marker, Buffer.concat([sizes, ...parts.map(() => body.subarray(36, 39))]))
    }
    if (marker !== markers.style) return segment(marker, body)
    const style = Buffer.from(body)
    style.set([componentByComponent], 1)
    style.set([0], 4)
    return segment(marker, style)
  })
  const data = Buffer.concat(parts.map((part) => part.data))
  const tilePart = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1])
  tilePart.writeUInt32BE(14 + data.length, 2)
  const start = Buffer.from([0xff, 0x4f])
  const body = [
    segment(markers.tilePart, tilePart),
    Buffer.from([0xff, 0x93]),
    data,
    Buffer.from([0xff, 0xd9]),
  ]
  return Buffer.concat([start, ...header, ...body])
}

function partsOf(codestream: Buffer) {
  const segments: { readonly marker: number; readonly body: Buffer }[] = []
  for (let at = 2; ; ) {
    const marker = codestream.readUInt16BE(at)
    const end = at + 2 + codestream.readUInt16BE(at + 2)
    if (marker === markers.tilePart) {
      return { segments, data: codestream.subarray(codestream.indexOf('ff93', end, 'hex') + 2, -2) }
    }
    segments.push({ marker, body: codestream.subarray(at + 4, end) })
    at = end
  }
}

function segment(marker: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(marker, 0)
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** For tests only: one box of a JP2 file. */
export function jp2Box(kind: string, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length, 0)
  head.write(kind, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** For tests only: a codestream in the boxes of a JP2 file, with an enumerated colour space (16 sRGB, 17 grey, 18 YCC). */
export function sampleJp2(codestream: Uint8Array, colourSpace: number, brand = 'jp2 '): Buffer {
  const sizes = Buffer.from(codestream)
  const header = Buffer.alloc(14)
  header.writeUInt32BE(sizes.readUInt32BE(12), 0)
  header.writeUInt32BE(sizes.readUInt32BE(8), 4)
  header.writeUInt16BE(sizes.readUInt16BE(40), 8)
  header.set([sizes.readUInt8(42), 7, 0, 0], 10)
  return Buffer.concat([
    jp2Box('jP  ', Buffer.from([0x0d, 0x0a, 0x87, 0x0a])),
    jp2Box('ftyp', Buffer.from(`${brand}\0\0\0\0${brand}`, 'latin1')),
    jp2Box('jp2h', jp2Box('ihdr', header), jp2Box('colr', Buffer.from([1, 0, 0, 0, 0, 0, colourSpace]))),
    jp2Box('jp2c', codestream),
  ])
}
