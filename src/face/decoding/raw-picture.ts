/** Decoded pixels before they become a `Photo`: 8 bits a channel, rows from the top, `channels` bytes a pixel (1 to 4). */
export type RawPicture = {
  readonly widthPx: number
  readonly heightPx: number
  readonly channels: number
  readonly pixels: Uint8Array
}

/** What lies behind transparent pixels: neither skin nor shadow. */
export const backdrop = 128

/** A value of this opacity, 0 to 255, laid on the backdrop. */
export const onBackdrop = (value: number, alpha: number): number =>
  Math.round((value * alpha + backdrop * (255 - alpha)) / 255)
