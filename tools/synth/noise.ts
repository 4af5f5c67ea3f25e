import { seededRandom } from './random.ts'
import { floatAt } from './typed-array.ts'

const SIDE = 64
const WRAP = SIDE - 1

/** One lattice for everyone; a person's own offset into it makes the pattern theirs. */
const lattice = ((): Float32Array => {
  const random = seededRandom(12_345)
  return Float32Array.from({ length: SIDE ** 3 }, () => random.uniform(-1, 1))
})()

const ease = (t: number): number => t * t * (3 - 2 * t)

/**
 * Smooth value noise in -1..1 with features about one unit wide. Called some ten million times a picture, so it is
 * written out flat: even one inner function would double the time of the whole renderer.
 */
export const noise = (x: number, y: number, z: number): number => {
  const x0 = Math.floor(x)
  const y0 = Math.floor(y)
  const z0 = Math.floor(z)
  const fx = ease(x - x0)
  const fy = ease(y - y0)
  const left = x0 & WRAP
  const right = (x0 + 1) & WRAP
  const low = (y0 & WRAP) << 6
  const high = ((y0 + 1) & WRAP) << 6
  const near = (z0 & WRAP) << 12
  const far = ((z0 + 1) & WRAP) << 12
  const nearLow = between(left | low | near, right | low | near, fx)
  const nearHigh = between(left | high | near, right | high | near, fx)
  const farLow = between(left | low | far, right | low | far, fx)
  const farHigh = between(left | high | far, right | high | far, fx)
  const nearValue = nearLow + (nearHigh - nearLow) * fy
  const farValue = farLow + (farHigh - farLow) * fy
  return nearValue + (farValue - nearValue) * ease(z - z0)
}

const between = (from: number, to: number, share: number): number => {
  const start = floatAt(lattice, from)
  return start + (floatAt(lattice, to) - start) * share
}

/** Three octaves: broad patches with finer ones inside. */
export const patchNoise = (x: number, y: number, z: number): number =>
  0.5 * noise(x, y, z) +
  0.25 * noise(x * 2.03 + 7.1, y * 2.03 + 3.7, z * 2.03 + 1.3) +
  0.125 * noise(x * 4.12 + 21.5, y * 4.12 + 11.2, z * 4.12 + 3.9)
