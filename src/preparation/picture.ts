/** Size in pixels. */
export type Size = { readonly widthPx: number; readonly heightPx: number }

/** Colours without their file: 8-bit sRGB, three bytes a pixel in rows from the top. Same pixels as the face room's `Photo`. */
export type Picture = Size & { readonly rgb: Uint8Array }

/** A place in a picture: pixels from its left and top edge; a whole number is the edge of a pixel, not its centre. */
export type Point = { readonly x: number; readonly y: number }

/** An empty picture of this size. */
export const blankPicture = ({ widthPx, heightPx }: Size): Picture => ({
  widthPx,
  heightPx,
  rgb: new Uint8Array(widthPx * heightPx * 3),
})

/**
 * The one text of bytes for a picture, whatever file it came from: a line with its size, then its colours. Digests of
 * originals and working copies are taken of these bytes, so no encoder and no compression has a say in them.
 */
export function canonicalBytes({ widthPx, heightPx, rgb }: Picture): Uint8Array {
  const head = new TextEncoder().encode(`casebound-picture-1 rgb8 ${widthPx} ${heightPx}\n`)
  const bytes = new Uint8Array(head.length + rgb.length)
  bytes.set(head)
  bytes.set(rgb, head.length)
  return bytes
}
