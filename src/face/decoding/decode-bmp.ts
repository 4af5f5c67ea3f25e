import type { BmpHeader } from './bmp-header.ts'
import { onBackdrop, type RawPicture } from './raw-picture.ts'

/** Turns one row of the file into red, green and blue from `to` on. */
type RowReader = (row: Uint8Array, to: number) => void

/** The pixels of a BMP whose header passed `readBmpHeader`, `checkPhotoPixels` and `checkBmpRows`; alpha lies on mid grey. */
export function decodeBmp(bytes: Uint8Array, header: BmpHeader): RawPicture {
  const { widthPx, heightPx, topDown, pixelsAt, rowBytes } = header
  const pixels = new Uint8Array(widthPx * heightPx * 3)
  const read = rowReader(header, pixels)
  for (let y = 0; y < heightPx; y++) {
    const at = pixelsAt + rowBytes * (topDown ? y : heightPx - 1 - y)
    read(bytes.subarray(at, at + rowBytes), y * widthPx * 3)
  }
  return { widthPx, heightPx, channels: 3, pixels }
}

function rowReader(header: BmpHeader, into: Uint8Array): RowReader {
  if (header.bitsPerPixel <= 8) return paletteRow(header, into)
  if (header.bitsPerPixel === 24) return plainRow(header, into)
  return maskedRow(header, into)
}

function paletteRow({ bitsPerPixel, widthPx, palette }: BmpHeader, into: Uint8Array): RowReader {
  const perByte = 8 / bitsPerPixel
  const most = 2 ** bitsPerPixel - 1
  return (row, to) => {
    for (let x = 0; x < widthPx; x++) {
      const byte = row[Math.floor(x / perByte)] ?? 0
      const index = (byte >> (8 - bitsPerPixel * ((x % perByte) + 1))) & most
      into[to + 3 * x] = palette[3 * index + 2] ?? 0
      into[to + 3 * x + 1] = palette[3 * index + 1] ?? 0
      into[to + 3 * x + 2] = palette[3 * index] ?? 0
    }
  }
}

function plainRow({ widthPx }: BmpHeader, into: Uint8Array): RowReader {
  return (row, to) => {
    for (let at = 0; at < 3 * widthPx; at += 3) {
      into[to + at] = row[at + 2] ?? 0
      into[to + at + 1] = row[at + 1] ?? 0
      into[to + at + 2] = row[at] ?? 0
    }
  }
}

function maskedRow({ bitsPerPixel, widthPx, masks }: BmpHeader, into: Uint8Array): RowReader {
  const redOf = channelOf(masks.red)
  const greenOf = channelOf(masks.green)
  const blueOf = channelOf(masks.blue)
  const alphaOf = masks.alpha === 0 ? () => 255 : channelOf(masks.alpha)
  const step = bitsPerPixel / 8
  return (row, to) => {
    const view = new DataView(row.buffer, row.byteOffset, row.byteLength)
    for (let x = 0; x < widthPx; x++) {
      const pixel = step === 2 ? view.getUint16(2 * x, true) : view.getUint32(4 * x, true)
      const alpha = alphaOf(pixel)
      into[to + 3 * x] = onBackdrop(redOf(pixel), alpha)
      into[to + 3 * x + 1] = onBackdrop(greenOf(pixel), alpha)
      into[to + 3 * x + 2] = onBackdrop(blueOf(pixel), alpha)
    }
  }
}

/** The value under a mask, stretched to 0 to 255. */
function channelOf(mask: number): (pixel: number) => number {
  const shift = 31 - Math.clz32(mask & -mask)
  const most = mask >>> shift
  return (pixel) => (((pixel & mask) >>> shift) * 255) / most
}
