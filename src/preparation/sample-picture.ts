import { blankPicture, type Picture, type Size } from './picture.ts'

/** For tests only: a picture whose every pixel is a rule of its place, with edges, slopes and colours; no face. */
export function samplePicture(size: Size = { widthPx: 61, heightPx: 53 }): Picture {
  const picture = blankPicture(size)
  for (let y = 0; y < size.heightPx; y++) {
    for (let x = 0; x < size.widthPx; x++) {
      const at = (y * size.widthPx + x) * 3
      picture.rgb[at] = (x * 7 + y * 3) & 255
      picture.rgb[at + 1] = (((x >> 3) + (y >> 3)) & 1) * 160 + 40
      picture.rgb[at + 2] = (x * y) & 255
    }
  }
  return picture
}

/** For tests only: a video frame of two moments: the upper field shows a bar, the lower field the same bar moved on. */
export function interlacedFrame(movedPx: number): Picture {
  const frame = blankPicture({ widthPx: 80, heightPx: 64 })
  for (let y = 0; y < frame.heightPx; y++) {
    const left = y % 2 === 0 ? 20 : 20 + movedPx
    for (let x = 0; x < frame.widthPx; x++) {
      frame.rgb.fill(x >= left && x < left + 16 ? 220 : 30, (y * 80 + x) * 3, (y * 80 + x) * 3 + 3)
    }
  }
  return frame
}
