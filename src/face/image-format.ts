export type ImageFormat =
  | { readonly still: 'jpeg' | 'png' | 'webp' | 'tiff' | 'gif' | 'avif' }
  | { readonly moving: string }
  | { readonly unsupported: string }

const text = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

const startsWith = (bytes: Uint8Array, ...prefix: number[]): boolean =>
  bytes.length >= prefix.length && prefix.every((value, at) => bytes[at] === value)

/**
 * Names a file by its first bytes, hostile as they may be. Only formats listed here ever reach a decoder:
 * what libvips could also open (SVG, PDF, …) has no place among photographs.
 */
export function imageFormat(bytes: Uint8Array): ImageFormat {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return { still: 'jpeg' }
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) {
    return isAnimatedPng(bytes) ? { moving: 'animated PNG' } : { still: 'png' }
  }
  if (text(bytes, 0, 4) === 'GIF8') return { still: 'gif' }
  if (startsWith(bytes, 0x49, 0x49, 0x2a, 0) || startsWith(bytes, 0x4d, 0x4d, 0, 0x2a))
    return { still: 'tiff' }
  if (text(bytes, 0, 4) === 'RIFF') return riffFormat(text(bytes, 8, 12))
  if (text(bytes, 4, 8) === 'ftyp') return isoMediaFormat(text(bytes, 8, 12))
  if (startsWith(bytes, 0x1a, 0x45, 0xdf, 0xa3)) return { moving: 'Matroska or WebM video' }
  if (['moov', 'mdat', 'wide', 'free', 'skip'].includes(text(bytes, 4, 8)))
    return { moving: 'QuickTime video' }
  if (startsWith(bytes, 0, 0, 1, 0xba) || startsWith(bytes, 0, 0, 1, 0xb3)) return { moving: 'MPEG video' }
  if (text(bytes, 0, 3) === 'FLV') return { moving: 'Flash video' }
  if (startsWith(bytes, 0x30, 0x26, 0xb2, 0x75)) return { moving: 'Windows Media video' }
  if (text(bytes, 4, 8) === 'jP  ' || startsWith(bytes, 0xff, 0x4f, 0xff, 0x51))
    return { unsupported: 'JPEG 2000' }
  if (text(bytes, 0, 2) === 'BM') return { unsupported: 'BMP' }
  if (text(bytes, 0, 4) === '%PDF') return { unsupported: 'PDF' }
  return { unsupported: 'unknown' }
}

function riffFormat(kind: string): ImageFormat {
  if (kind === 'WEBP') return { still: 'webp' }
  return kind === 'AVI ' ? { moving: 'AVI video' } : { unsupported: 'unknown' }
}

/** ISO 14496-12 file brand: AVIF and HEIC stills share their container with MP4 and QuickTime. */
function isoMediaFormat(brand: string): ImageFormat {
  if (brand === 'avif') return { still: 'avif' }
  if (['avis', 'hevc', 'hevx', 'msf1'].includes(brand)) return { moving: 'image sequence' }
  if (['heic', 'heix', 'heim', 'heis', 'mif1'].includes(brand)) return { unsupported: 'HEIC' }
  return { moving: brand === 'qt  ' ? 'QuickTime video' : 'MP4 video' }
}

/** An `acTL` chunk before the first picture data makes a PNG an animation. */
function isAnimatedPng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 8
  while (at + 8 <= bytes.length) {
    const kind = text(bytes, at + 4, at + 8)
    if (kind === 'acTL') return true
    if (kind === 'IDAT') return false
    at += 12 + view.getUint32(at)
  }
  return false
}
