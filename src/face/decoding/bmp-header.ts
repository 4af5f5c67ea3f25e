import { unreadable } from './refuse-image.ts'

/** Where each channel of a pixel lies in 16 or 32 bits. */
export type ChannelMasks = {
  readonly red: number
  readonly green: number
  readonly blue: number
  readonly alpha: number
}

export type BmpHeader = {
  readonly widthPx: number
  readonly heightPx: number
  /** Rows run from the top, which a negative height says. */
  readonly topDown: boolean
  readonly bitsPerPixel: 1 | 4 | 8 | 16 | 24 | 32
  /** Offset of the first row. */
  readonly pixelsAt: number
  /** Bytes of a row, a multiple of four. */
  readonly rowBytes: number
  /** Blue, green, red for each entry; empty above 8 bits. */
  readonly palette: Uint8Array
  readonly masks: ChannelMasks
}

const fileHeaderBytes = 14
const coreHeaderBytes = 12
const infoHeaderBytes = 40
const headerSizes = [coreHeaderBytes, infoHeaderBytes, 52, 56, 108, 124]
const depths = [1, 4, 8, 16, 24, 32] as const
const compression = { none: 0, fields: 3, alphaFields: 6 } as const

/** The masks that 16 and 32 bits have when the file names none: 5 bits each, and 8 bits each without alpha. */
const usualMasks: Readonly<Record<number, ChannelMasks>> = {
  16: { red: 0x7c00, green: 0x3e0, blue: 0x1f, alpha: 0 },
  32: { red: 0xff0000, green: 0xff00, blue: 0xff, alpha: 0 },
}

/**
 * Reads the two headers and the palette of a BMP, hostile until this returns. Every offset is inside the file and the
 * rows are all there; the size in pixels is for `checkPhotoPixels`. Refuses IMAGE_UNREADABLE, also for run lengths and
 * embedded JPEG or PNG. Source: Microsoft, "Bitmap Storage" (BITMAPFILEHEADER to BITMAPV5HEADER).
 */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = bytes.length >= fileHeaderBytes + 4 ? view.getUint32(fileHeaderBytes, true) : 0
  if (!headerSizes.includes(size) || bytes.length < fileHeaderBytes + size) throw damaged('header')
  const core = size === coreHeaderBytes
  const at = fileHeaderBytes
  const widthPx = core ? view.getUint16(at + 4, true) : view.getInt32(at + 4, true)
  const height = core ? view.getUint16(at + 6, true) : view.getInt32(at + 8, true)
  const depth = view.getUint16(at + (core ? 10 : 14), true)
  const bitsPerPixel = depths.find((known) => known === depth)
  const heightPx = Math.abs(height)
  if (widthPx < 1 || heightPx < 1 || bitsPerPixel === undefined) throw damaged('header')
  const method = core ? compression.none : view.getUint32(at + 16, true)
  const masks = readMasks(view, { headerBytes: size, method, bitsPerPixel })
  const header = { widthPx, heightPx, topDown: height < 0, bitsPerPixel, masks }
  return {
    ...header,
    pixelsAt: view.getUint32(10, true),
    rowBytes: Math.ceil((widthPx * bitsPerPixel) / 32) * 4,
    palette: readPalette(bytes, { headerBytes: size, bitsPerPixel }),
  }
}

/** Refuses a file whose rows are not all there. */
export function checkBmpRows(bytes: Uint8Array, header: BmpHeader): void {
  const inHeaders = header.pixelsAt < fileHeaderBytes + coreHeaderBytes
  if (inHeaders || header.pixelsAt + header.rowBytes * header.heightPx > bytes.length)
    throw damaged('pixel data')
}

function readMasks(
  view: DataView,
  of: { headerBytes: number; method: number; bitsPerPixel: number },
): ChannelMasks {
  const none = { red: 0, green: 0, blue: 0, alpha: 0 }
  if (of.method === compression.none) return usualMasks[of.bitsPerPixel] ?? none
  const named = of.method === compression.fields || of.method === compression.alphaFields
  if (!named || (of.bitsPerPixel !== 16 && of.bitsPerPixel !== 32)) {
    throw unreadable(
      'The BMP is compressed, which cannot be read here.',
      'Save it without compression, or as PNG.',
    )
  }
  // Behind the plain header, or inside the longer ones, which is the same place.
  const at = fileHeaderBytes + infoHeaderBytes
  const withAlpha = of.method === compression.alphaFields || of.headerBytes >= 56
  if (at + (withAlpha ? 16 : 12) > view.byteLength) throw damaged('header')
  const mask = (place: number) => view.getUint32(at + 4 * place, true)
  const masks = { red: mask(0), green: mask(1), blue: mask(2), alpha: withAlpha ? mask(3) : 0 }
  const all = [masks.red, masks.green, masks.blue]
  if (all.some((each) => each === 0 || !isOneRun(each)) || !isOneRun(masks.alpha)) throw damaged('header')
  return masks
}

/** Whether the bits that are set lie side by side. */
function isOneRun(mask: number): boolean {
  if (mask === 0) return true
  const run = mask >>> (31 - Math.clz32(mask & -mask))
  return (run & (run + 1)) === 0
}

function readPalette(bytes: Uint8Array, of: { headerBytes: number; bitsPerPixel: number }): Uint8Array {
  if (of.bitsPerPixel > 8) return new Uint8Array(0)
  const core = of.headerBytes === coreHeaderBytes
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const most = 2 ** of.bitsPerPixel
  const used = core ? 0 : view.getUint32(fileHeaderBytes + 32, true)
  if (used > most) throw damaged('palette')
  const entries = used === 0 ? most : used
  const entryBytes = core ? 3 : 4
  const at = fileHeaderBytes + of.headerBytes
  if (at + entries * entryBytes > bytes.length) throw damaged('palette')
  // Black for an index that the file names no colour for.
  const palette = new Uint8Array(3 * most)
  for (let entry = 0; entry < entries; entry++) {
    palette.set(bytes.subarray(at + entry * entryBytes, at + entry * entryBytes + 3), entry * 3)
  }
  return palette
}

const damaged = (part: string) => unreadable(`The ${part} of the BMP is damaged or cut short.`)
