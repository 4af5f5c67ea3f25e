import { unreadable } from './refuse-image.ts'

/** What the samples of a pixel mean: grey, red-green-blue, or luma with two colour differences, with or without alpha behind. */
export type Jpeg2000Colour = 'grey' | 'rgb' | 'ycc'

export type Jpeg2000Header = {
  readonly widthPx: number
  readonly heightPx: number
  /** 1 to 4; an even number has alpha as its last. */
  readonly components: number
  /** 1 to 16, unsigned. */
  readonly bits: number
  readonly colour: Jpeg2000Colour
  /** From the SOC marker on, without boxes. */
  readonly codestream: Uint8Array
}

const startOfCodestream = 0xff4fff51
const sizeMarkerBytes = 38
const mostBoxes = 200

/** Colour spaces of ISO/IEC 15444-1 table I.10. */
const enumeratedColours: Readonly<Record<number, Jpeg2000Colour>> = { 16: 'rgb', 17: 'grey', 18: 'ycc' }

/**
 * Reads boxes and image size of a JP2 file or a bare codestream, hostile until this returns. Taken are 1 to 4 unsigned
 * components of one depth up to 16 bits on one grid. Refuses IMAGE_UNREADABLE. Source: ISO/IEC 15444-1 A.5.1 and annex I.
 */
export function readJpeg2000Header(bytes: Uint8Array): Jpeg2000Header {
  const boxed = viewOf(bytes).getUint32(0) !== startOfCodestream
  const { codestream, colour } = boxed ? readBoxes(bytes) : { codestream: bytes, colour: undefined }
  return readSize(codestream, colour)
}

type Boxes = { readonly codestream: Uint8Array; readonly colour: Jpeg2000Colour | undefined }

function readBoxes(bytes: Uint8Array): Boxes {
  let colour: Jpeg2000Colour | undefined
  for (const { kind, body } of boxesOf(bytes)) {
    if (kind === 'jp2h') colour = headerColour(body)
    if (kind === 'jp2c') return { codestream: body, colour }
  }
  throw damaged()
}

type Box = { readonly kind: string; readonly body: Uint8Array }

/** Boxes lie side by side; a length of 0 means to the end, of 1 that 64 bits follow. Every length is checked. */
function* boxesOf(bytes: Uint8Array): Generator<Box> {
  const view = viewOf(bytes)
  let at = 0
  for (let count = 0; at + 8 <= bytes.length; count++) {
    const short = view.getUint32(at)
    const long = short === 1
    const head = long ? 16 : 8
    if (count === mostBoxes || at + head > bytes.length) throw damaged()
    const length = short === 0 ? bytes.length - at : long ? Number(view.getBigUint64(at + 8)) : short
    if (length < head || at + length > bytes.length) throw damaged()
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    yield { kind, body: bytes.subarray(at + head, at + length) }
    at += length
  }
}

/** The first colour description counts (I.5.3.3); a profile in its place is taken as sRGB or grey by the components. */
function headerColour(body: Uint8Array): Jpeg2000Colour | undefined {
  let colour: Jpeg2000Colour | undefined
  for (const { kind, body: inner } of boxesOf(body)) {
    if (kind === 'pclr') {
      throw unreadable('The JPEG 2000 file has a palette, which cannot be read here.', 'Save it as PNG.')
    }
    if (kind !== 'colr' || inner[0] !== 1 || inner.length < 7 || colour !== undefined) continue
    colour = enumeratedColours[viewOf(inner).getUint32(3)]
    if (colour === undefined) {
      throw unreadable(
        'The colours of the JPEG 2000 file are neither sRGB, grey nor YCC.',
        'Save it in sRGB, or as PNG.',
      )
    }
  }
  return colour
}

function readSize(codestream: Uint8Array, named: Jpeg2000Colour | undefined): Jpeg2000Header {
  const view = viewOf(codestream)
  if (codestream.length < 4 + sizeMarkerBytes || view.getUint32(0) !== startOfCodestream) throw damaged()
  const [width, height, offsetX, offsetY] = [8, 12, 16, 20].map((at) => view.getUint32(at))
  const [tileWidth, tileHeight] = [24, 28].map((at) => view.getUint32(at))
  const components = view.getUint16(40)
  if (!width || !height || !tileWidth || !tileHeight) throw damaged()
  if (components < 1 || components > 4) throw odd(`${components} components`)
  if (codestream.length < 42 + 3 * components) throw damaged()
  if (offsetX !== 0 || offsetY !== 0) throw odd('an image that does not begin at its origin')
  const depth = view.getUint8(42)
  const bits = (depth & 0x7f) + 1
  if (depth > 0x7f || bits > 16) throw odd('signed samples or samples of more than 16 bits')
  for (let component = 0; component < components; component++) {
    const at = 42 + 3 * component
    if (view.getUint8(at) !== depth) throw odd('components of different depth')
    if (view.getUint8(at + 1) !== 1 || view.getUint8(at + 2) !== 1) throw odd('subsampled components')
  }
  const colour = colourOf(components, named)
  return { widthPx: width, heightPx: height, components, bits, colour, codestream }
}

function colourOf(components: number, named: Jpeg2000Colour | undefined): Jpeg2000Colour {
  const colour = named ?? (components < 3 ? 'grey' : 'rgb')
  if ((colour === 'grey') !== components < 3) throw damaged()
  return colour
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const damaged = () => unreadable('The header of the JPEG 2000 file is damaged or cut short.')

const odd = (what: string) =>
  unreadable(`The JPEG 2000 file has ${what}, which cannot be read here.`, 'Save it again, or as PNG.')
