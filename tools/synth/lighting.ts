import type { Rgb } from './colour.ts'
import { seededRandom } from './random.ts'
import { drawDepth } from './raster.ts'
import type { Surface } from './surface.ts'
import { floatAt } from './typed-array.ts'
import { cross, unit, type Vec3 } from './vector.ts'

export type Light = { readonly direction: Vec3; readonly colour: Rgb }

export type Lighting = {
  /** The one light that casts a shadow. */
  readonly key: Light
  readonly fill: Light
  /** Light from all around, above and below. */
  readonly sky: Rgb
  readonly ground: Rgb
}

/** Share of the key light that reaches a point, 0..1; `bias` in cm keeps a surface from shadowing itself. */
export type Shadow = (x: number, y: number, z: number, bias: number) => number

const MAP_SIDE = 280
const REACH_CM = 19
const SOFTNESS = 4
const TAPS = 8
/** About the golden angle: turning each tap by it spreads them evenly over the disc. */
const TAP_TURN = 2.4

export const keyShadow = (surfaces: readonly Surface[], key: Light): Shadow => {
  const towards = unit(key.direction)
  const across = unit([towards[2], 0, -towards[0]])
  const up = cross(towards, across)
  const map = new Float32Array(MAP_SIDE * MAP_SIDE).fill(-1e9)
  const scale = MAP_SIDE / (2 * REACH_CM)
  const mapX = (x: number, y: number, z: number): number =>
    (x * across[0] + (y + 1) * across[1] + z * across[2] + REACH_CM) * scale
  const mapY = (x: number, y: number, z: number): number =>
    (x * up[0] + (y + 1) * up[1] + z * up[2] + REACH_CM) * scale
  const nearness = (x: number, y: number, z: number): number =>
    x * towards[0] + (y + 1) * towards[1] + z * towards[2]
  for (const surface of surfaces) {
    if (!surface.castsShadow) continue
    const { positions } = surface
    const each = (value: (x: number, y: number, z: number) => number): Float32Array =>
      Float32Array.from({ length: positions.length / 3 }, (_, k) =>
        value(floatAt(positions, k * 3), floatAt(positions, k * 3 + 1), floatAt(positions, k * 3 + 2)),
      )
    const projected = { x: each(mapX), y: each(mapY), depth: each(nearness) }
    drawDepth(surface, projected, { canvas: { width: MAP_SIDE, height: MAP_SIDE }, into: map })
  }
  const random = seededRandom(99)
  return (x, y, z, bias) => {
    const centreX = mapX(x, y, z)
    const centreY = mapY(x, y, z)
    const own = nearness(x, y, z) + bias
    // A random turn per point trades the banding of few taps for grain, which the picture has anyway.
    const start = random.uniform(0, 2 * Math.PI)
    let lit = 0
    for (let tap = 0; tap < TAPS; tap++) {
      const radius = SOFTNESS * Math.sqrt((tap + 0.5) / TAPS)
      const column = Math.floor(centreX + radius * Math.cos(start + tap * TAP_TURN))
      const row = Math.floor(centreY + radius * Math.sin(start + tap * TAP_TURN))
      const outside = column < 0 || row < 0 || column >= MAP_SIDE || row >= MAP_SIDE
      if (outside || floatAt(map, row * MAP_SIDE + column) <= own) lit++
    }
    return lit / TAPS
  }
}
