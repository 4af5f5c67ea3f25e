/** Parameters of the mapping that most components of ISO/IEC 29794-5 share. */
type Curve = {
  readonly x0: number
  readonly w: number
  readonly h?: number
  readonly a?: number
  readonly s?: number
}

/** `h (a + s / (1 + exp((x0 - x) / w)))`, without rounding. */
export function sigmoid(x: number, { x0, w, h = 1, a = 0, s = 1 }: Curve): number {
  return h * (a + s / (1 + Math.exp((x0 - x) / w)))
}

/** A quality: a whole number from 0 to 100. */
export const asQuality = (value: number): number => Math.max(0, Math.min(100, Math.round(value)))

/** The mapping of ISO/IEC 29794-5, `h` 100 unless given. */
export const curved = (x: number, curve: Curve): number => asQuality(sigmoid(x, { h: 100, ...curve }))

/** The mapping turned over: less is better. */
export const falling = (x: number, curve: Omit<Curve, 'a' | 's'>): number =>
  curved(x, { a: 1, s: -1, ...curve })

/** 100 at 0 degrees, 0 from 90 on (head pose). */
export const ofAngle = (degrees: number): number =>
  asQuality(100 * Math.max(0, Math.cos((degrees * Math.PI) / 180)) ** 2)
