import { blankPicture, type Picture, type Size } from './picture.ts'

/** For each pixel of the result: its first source pixel, and the whole-number weights of it and those after it. */
type Axis = { readonly first: Int32Array; readonly weights: readonly Int32Array[]; readonly whole: number }

/**
 * Resizes by averages alone, so no value lies outside those around it: smaller, the mean of the area a pixel covers;
 * larger, the linear blend of the two nearest. Weights are ratios of whole numbers: the same bytes everywhere.
 */
export function resizePicture(picture: Picture, to: Size): Picture {
  return alongRows(alongColumns(picture, to.heightPx), to.widthPx)
}

function axis(from: number, to: number): Axis {
  return to < from ? averagingAxis(from, to) : blendingAxis(from, to)
}

/** Lengths in units of 1/to pixel: a result pixel covers `from` of them, a source pixel `to`. */
function averagingAxis(from: number, to: number): Axis {
  const first = new Int32Array(to)
  const weights = Array.from({ length: to }, (_, at) => {
    const start = at * from
    const end = start + from
    const firstPixel = Math.floor(start / to)
    const lastPixel = Math.ceil(end / to)
    first[at] = firstPixel
    return Int32Array.from({ length: lastPixel - firstPixel }, (_share, beyond) => {
      const left = (firstPixel + beyond) * to
      return Math.min(end, left + to) - Math.max(start, left)
    })
  })
  return { first, weights, whole: from }
}

/** Places of pixel centres in units of 1/(2·to) pixel. */
function blendingAxis(from: number, to: number): Axis {
  const first = new Int32Array(to)
  const whole = 2 * to
  const weights = Array.from({ length: to }, (_, at) => {
    const place = Math.min(Math.max((2 * at + 1) * from - to, 0), (from - 1) * whole)
    const pixel = Math.floor(place / whole)
    first[at] = pixel
    const after = place - pixel * whole
    return after === 0 ? Int32Array.of(whole) : Int32Array.of(whole - after, after)
  })
  return { first, weights, whole }
}

function alongColumns(from: Picture, heightPx: number): Picture {
  if (heightPx === from.heightPx) return from
  const to = blankPicture({ widthPx: from.widthPx, heightPx })
  const rowBytes = from.widthPx * 3
  const { first, weights, whole } = axis(from.heightPx, heightPx)
  const sums = new Float64Array(rowBytes)
  for (let y = 0; y < heightPx; y++) {
    sums.fill(Math.floor(whole / 2))
    const rows = weights[y] ?? []
    for (let beyond = 0; beyond < rows.length; beyond++) {
      const weight = rows[beyond] ?? 0
      const start = ((first[y] ?? 0) + beyond) * rowBytes
      for (let at = 0; at < rowBytes; at++) sums[at] = (sums[at] ?? 0) + weight * (from.rgb[start + at] ?? 0)
    }
    const into = y * rowBytes
    for (let at = 0; at < rowBytes; at++) to.rgb[into + at] = Math.floor((sums[at] ?? 0) / whole)
  }
  return to
}

function alongRows(from: Picture, widthPx: number): Picture {
  if (widthPx === from.widthPx) return from
  const to = blankPicture({ widthPx, heightPx: from.heightPx })
  const { first, weights, whole } = axis(from.widthPx, widthPx)
  const half = Math.floor(whole / 2)
  for (let x = 0; x < widthPx; x++) {
    const columns = weights[x] ?? []
    const start = (first[x] ?? 0) * 3
    for (let y = 0; y < from.heightPx; y++) {
      const row = y * from.widthPx * 3 + start
      const into = (y * widthPx + x) * 3
      for (let channel = 0; channel < 3; channel++) {
        let sum = half
        for (let beyond = 0; beyond < columns.length; beyond++) {
          sum += (columns[beyond] ?? 0) * (from.rgb[row + beyond * 3 + channel] ?? 0)
        }
        to.rgb[into + channel] = Math.floor(sum / whole)
      }
    }
  }
  return to
}
