/**
 * A decoded still: 8-bit sRGB, three bytes a pixel in rows from the top, EXIF orientation applied,
 * transparency laid on mid grey. `grey` says that the picture carries no colour, however it was stored.
 */
export type Photo = {
  readonly widthPx: number
  readonly heightPx: number
  readonly rgb: Uint8Array
  readonly grey: boolean
  /** What the file was: jpeg, png, webp, tiff, gif, avif, bmp or jpeg2000. */
  readonly format: string
}
