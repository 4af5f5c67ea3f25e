import { exactTurn, turnUnit } from './exact-turn.ts'
import { blankPicture, type Picture, type Size } from './picture.ts'

/** What lies outside a turned picture: the same mid grey on which the face room lays what is transparent. */
const outside = 128

/** The size of a picture after a turn: the whole of it stays inside. */
export function turnedSize({ widthPx, heightPx }: Size, centidegrees: number): Size {
  const cos = Math.abs(exactTurn(centidegrees).cos)
  const sin = Math.abs(exactTurn(centidegrees).sin)
  const edge = (units: number) => Math.ceil(units / turnUnit)
  return { widthPx: edge(widthPx * cos + heightPx * sin), heightPx: edge(widthPx * sin + heightPx * cos) }
}

/** Turns a picture about its middle, clockwise for positive angles. Whole numbers throughout: the same bytes everywhere. */
export function rotatePicture(picture: Picture, centidegrees: number): Picture {
  const whole = ((centidegrees % 36_000) + 36_000) % 36_000
  if (whole === 0) return picture
  return whole % 9_000 === 0 ? quarterTurns(picture, whole / 9_000) : anyTurn(picture, centidegrees)
}

function quarterTurns(from: Picture, quarters: number): Picture {
  const { widthPx, heightPx } = from
  const to = blankPicture(quarters === 2 ? from : { widthPx: heightPx, heightPx: widthPx })
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const at = (y * widthPx + x) * 3
      const [toX, toY] =
        quarters === 1
          ? [heightPx - 1 - y, x]
          : quarters === 2
            ? [widthPx - 1 - x, heightPx - 1 - y]
            : [y, widthPx - 1 - x]
      const into = (toY * to.widthPx + toX) * 3
      to.rgb[into] = from.rgb[at] ?? 0
      to.rgb[into + 1] = from.rgb[at + 1] ?? 0
      to.rgb[into + 2] = from.rgb[at + 2] ?? 0
    }
  }
  return to
}

const shareBits = 8
const share = 2 ** shareBits

function anyTurn(from: Picture, centidegrees: number): Picture {
  const { cos, sin } = exactTurn(centidegrees)
  const to = blankPicture(turnedSize(from, centidegrees))
  const step = turnUnit / share
  let into = 0
  for (let y = 0; y < to.heightPx; y++) {
    const down = 2 * y + 1 - to.heightPx
    for (let x = 0; x < to.widthPx; x++, into += 3) {
      const right = 2 * x + 1 - to.widthPx
      // Twice the distance from the middle, turned back, in units of 2^-25 pixel: exact in a double.
      const fromX = Math.floor((cos * right + sin * down + (from.widthPx - 1) * turnUnit) / (2 * step))
      const fromY = Math.floor((cos * down - sin * right + (from.heightPx - 1) * turnUnit) / (2 * step))
      blend(from, { fromX, fromY }, { rgb: to.rgb, into })
    }
  }
  return to
}

/** Averages the four pixels around a place given in 1/256 pixel, by their nearness. */
function blend(
  { widthPx, heightPx, rgb }: Picture,
  { fromX, fromY }: { fromX: number; fromY: number },
  to: { rgb: Uint8Array; into: number },
): void {
  const left = fromX >> shareBits
  const top = fromY >> shareBits
  const nearRight = fromX & (share - 1)
  const nearBottom = fromY & (share - 1)
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0
    for (let corner = 0; corner < 4; corner++) {
      const x = left + (corner & 1)
      const y = top + (corner >> 1)
      const inside = x >= 0 && y >= 0 && x < widthPx && y < heightPx
      const value = inside ? (rgb[(y * widthPx + x) * 3 + channel] ?? 0) : outside
      sum +=
        value *
        ((corner & 1) === 0 ? share - nearRight : nearRight) *
        (corner >> 1 === 0 ? share - nearBottom : nearBottom)
    }
    to.rgb[to.into + channel] = (sum + share * (share / 2)) >> (2 * shareBits)
  }
}
