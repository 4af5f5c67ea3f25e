export type StillFormat = 'jpeg' | 'png' | 'webp' | 'tiff' | 'gif' | 'avif' | 'bmp' | 'jpeg2000'

/** What a file is by its first bytes; `unsupported` names a known kind, with what to do. */
export type ImageFormat =
  | { readonly still: StillFormat }
  | { readonly moving: string }
  | { readonly unsupported: string; readonly needed: string }
  | { readonly unknown: true }

const text = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

const startsWith = (bytes: Uint8Array, ...prefix: number[]): boolean =>
  bytes.length >= prefix.length && prefix.every((value, at) => bytes[at] === value)

/**
 * Names a file by its first bytes, hostile as they may be. Only formats listed here ever reach a decoder:
 * what libvips could also open (SVG, PDF, …) has no place among photographs.
 */
export function imageFormat(bytes: Uint8Array): ImageFormat {
  return stillByMark(bytes) ?? movingByMark(bytes) ?? refusedByMark(bytes) ?? { unknown: true }
}

function stillByMark(bytes: Uint8Array): ImageFormat | undefined {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return { still: 'jpeg' }
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) {
    return isAnimatedPng(bytes) ? { moving: 'an animated PNG' } : { still: 'png' }
  }
  if (text(bytes, 0, 4) === 'GIF8') return { still: 'gif' }
  if (startsWith(bytes, 0x49, 0x49, 0x2a, 0) || startsWith(bytes, 0x4d, 0x4d, 0, 0x2a))
    return { still: 'tiff' }
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return { still: 'webp' }
  if (text(bytes, 4, 8) === 'ftyp') return isoMediaFormat(bytes)
  if (startsWith(bytes, 0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20)) return jp2Format(bytes)
  if (startsWith(bytes, 0xff, 0x4f, 0xff, 0x51)) return { still: 'jpeg2000' }
  return text(bytes, 0, 2) === 'BM' ? { still: 'bmp' } : undefined
}

function movingByMark(bytes: Uint8Array): ImageFormat | undefined {
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'AVI ') return { moving: 'an AVI video' }
  if (startsWith(bytes, 0x1a, 0x45, 0xdf, 0xa3)) return { moving: 'a Matroska or WebM video' }
  if (['moov', 'mdat', 'wide', 'free', 'skip'].includes(text(bytes, 4, 8)))
    return { moving: 'a QuickTime video' }
  if (startsWith(bytes, 0, 0, 1, 0xba) || startsWith(bytes, 0, 0, 1, 0xb3)) return { moving: 'an MPEG video' }
  if (bytes[0] === 0x47 && bytes[188] === 0x47 && bytes[376] === 0x47) return { moving: 'an MPEG video' }
  if (text(bytes, 0, 3) === 'FLV') return { moving: 'a Flash video' }
  if (startsWith(bytes, 0x30, 0x26, 0xb2, 0x75)) return { moving: 'a Windows Media video' }
  return text(bytes, 0, 4) === 'OggS' ? { moving: 'an Ogg video' } : undefined
}

function refusedByMark(bytes: Uint8Array): ImageFormat | undefined {
  if (text(bytes, 0, 4) === '%PDF') {
    return { unsupported: 'a PDF', needed: 'Export the photograph from it, as JPEG or PNG.' }
  }
  if (text(bytes, 0, 4) === '8BPS') {
    return { unsupported: 'a Photoshop file', needed: 'Export the photograph from it, as TIFF or PNG.' }
  }
  if (startsWith(bytes, 0xff, 0x0a) || startsWith(bytes, 0, 0, 0, 12, 0x4a, 0x58, 0x4c, 0x20)) {
    return { unsupported: 'JPEG XL', needed: 'Convert it to PNG or JPEG.' }
  }
  return undefined
}

const heic: ImageFormat = {
  unsupported: 'HEIC (its pictures are HEVC, for which no decoder is here)',
  needed: 'Convert it to JPEG or PNG, or set the phone to "most compatible" photographs.',
}

/** ISO 14496-12 brands: AVIF and HEIC stills share their container with MP4 and QuickTime, and with sequences of both. */
function isoMediaFormat(bytes: Uint8Array): ImageFormat {
  const brands = brandsOf(bytes)
  const [major = ''] = brands
  if (['avis', 'hevc', 'hevx', 'hevm', 'hevs', 'msf1'].includes(major)) return { moving: 'an image sequence' }
  // A still may carry a sequence beside it, with a brand of its own among the compatible ones.
  if (major === 'avif' || (major === 'mif1' && brands.includes('avif'))) {
    return brands.includes('avis') ? { moving: 'an image sequence' } : { still: 'avif' }
  }
  if (['heic', 'heix', 'heim', 'heis', 'mif1', 'mif2'].includes(major)) return heic
  return { moving: major === 'qt  ' ? 'a QuickTime video' : 'an MP4 video' }
}

/** The major brand, then the compatible ones, at most 30. */
function brandsOf(bytes: Uint8Array): readonly string[] {
  const declared = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0)
  const end = Math.min(bytes.length, declared, 16 + 4 * 30)
  const brands = [text(bytes, 8, 12)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(text(bytes, at, at + 4))
  return brands
}

/** JPEG 2000 brands (ISO/IEC 15444-1 I.5.2, 15444-3): a still, a film of stills, or many pages. */
function jp2Format(bytes: Uint8Array): ImageFormat {
  const brand = text(bytes, 20, 24)
  if (brand === 'mjp2' || brand === 'mj2s') return { moving: 'a Motion JPEG 2000 video' }
  return brand === 'jpm ' ? { moving: 'a JPEG 2000 file of several pages' } : { still: 'jpeg2000' }
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
