/** The small functions every surface and every paint is shaped with. */

export const clamp = (value: number, low = 0, high = 1): number => Math.max(low, Math.min(high, value))

export const lerp = (from: number, to: number, share: number): number => from + (to - from) * share

/** 0 before `from`, 1 after `to`, smooth between; also works downwards when `from` is the larger. */
export const smoothStep = (from: number, to: number, value: number): number => {
  const t = clamp((value - from) / (to - from))
  return t * t * (3 - 2 * t)
}

/** A bell of height 1 and width 1 around 0. */
export const bell = (value: number): number => Math.exp(-value * value)

/** A bell around a point in two dimensions: cheaper and steadier than a bell of a distance. */
export const bell2 = (a: number, b: number): number => Math.exp(-a * a - b * b)

/** The smaller of two distances with the crease between them filled over the width `blend`. */
export const smoothMin = (a: number, b: number, blend: number): number => {
  const overlap = blend - Math.abs(a - b)
  const smaller = Math.min(a, b)
  return overlap > 0 ? smaller - (overlap * overlap) / (4 * blend) : smaller
}

export const smoothMax = (a: number, b: number, blend: number): number => -smoothMin(-a, -b, blend)

// Math.hypot guards against overflow that cannot happen here and is many times slower in V8.
export const length2 = (a: number, b: number): number => Math.sqrt(a * a + b * b)
export const length3 = (a: number, b: number, c: number): number => Math.sqrt(a * a + b * b + c * c)

export const signedPower = (value: number, power: number): number =>
  Math.sign(value) * Math.abs(value) ** power

export type Curve = (x: number) => number
export type CurvePoint = readonly [x: number, y: number]

/** A curve through points in rising x, flat outside them. */
export const curveThrough = (points: readonly CurvePoint[]): Curve => {
  const first = points[0] ?? [0, 0]
  return (x) => {
    let before = first
    for (const point of points) {
      if (x <= point[0]) {
        return before === point ? point[1] : lerp(before[1], point[1], smoothStep(before[0], point[0], x))
      }
      before = point
    }
    return before[1]
  }
}
