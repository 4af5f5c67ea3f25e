import type { Rgb } from './colour.ts'
import type { Lighting } from './lighting.ts'
import type { Paint } from './paint.ts'
import { bell2, length3, lerp, smoothStep } from './shaping.ts'

/** One visible point: where it is painted, which way it faces, what light can reach it. Reused for all pixels. */
export type Point = {
  x: number
  y: number
  z: number
  normalX: number
  normalY: number
  normalZ: number
  /** Direction to the camera. */
  viewX: number
  viewY: number
  viewZ: number
  /** Share of the surroundings and of the key light that reaches the point. */
  open: number
  lit: number
  cavity: number
  layer: number
}

export type Radiance = { r: number; g: number; b: number }

/** Blood scatters red furthest: wrapping each channel's light around the edge by its own width imitates that. */
const SKIN_WRAP: Rgb = [0.32, 0.14, 0.1]

const wrapped = (facing: number, wrap: number): number => Math.max(0, (facing + wrap) / (1 + wrap))

export const shadeSkin = (
  point: Point,
  paint: Paint,
  { lighting, isFace, into }: { lighting: Lighting; isFace: boolean; into: Radiance },
): void => {
  const up = point.normalY * 0.5 + 0.5
  const { sky, ground } = lighting
  let r = lerp(ground[0], sky[0], up) * point.open
  let g = lerp(ground[1], sky[1], up) * point.open ** 1.15
  let b = lerp(ground[2], sky[2], up) * point.open ** 1.25
  let shine = 0
  for (const light of [lighting.key, lighting.fill]) {
    const isKey = light === lighting.key
    const lit = isKey ? point.lit : 1
    const open = isKey ? 1 : point.open
    const [dx, dy, dz] = light.direction
    const facing = point.normalX * dx + point.normalY * dy + point.normalZ * dz
    r += light.colour[0] * open * wrapped(facing, SKIN_WRAP[0]) * lit ** 0.72
    g += light.colour[1] * open * wrapped(facing, SKIN_WRAP[1]) * lit
    b += light.colour[2] * open * wrapped(facing, SKIN_WRAP[2]) * lit
    if (facing > 0) shine += skinHighlight(point, light.direction) * facing * lit * light.colour[1]
  }
  const oily = isFace
    ? 0.7 +
      0.6 * bell2(point.x / 3.2, (point.y - 4.5) / 2.5) +
      0.7 * bell2(point.x, (point.y + 2.5) / 2.5) * smoothStep(7, 9, point.z)
    : 0.5
  shine *= 1.35 * oily * point.open * paint.gloss
  const facingView = point.normalX * point.viewX + point.normalY * point.viewY + point.normalZ * point.viewZ
  const rim = Math.max(0, 1 - Math.max(0, facingView)) ** 4 * 0.05 * point.open
  into.r = paint.r * r + shine + rim * sky[0]
  into.g = paint.g * g + shine + rim * sky[1]
  into.b = paint.b * b + shine + rim * sky[2]
}

/** A broad sheen and a narrow highlight (Blinn), stronger at grazing angles (Schlick). */
const skinHighlight = (point: Point, direction: Rgb): number => {
  const hx = direction[0] + point.viewX
  const hy = direction[1] + point.viewY
  const hz = direction[2] + point.viewZ
  const scale = 1 / (length3(hx, hy, hz) || 1)
  const aligned = Math.max(0, (point.normalX * hx + point.normalY * hy + point.normalZ * hz) * scale)
  const graze = 1 - Math.max(0, (point.viewX * hx + point.viewY * hy + point.viewZ * hz) * scale)
  return (aligned ** 12 * 0.65 + aligned ** 44 * 1.5) * (0.04 + 0.96 * graze ** 5)
}

/** Hair shines across its strands (Kajiya and Kay, 1989); `dullness` 1 for curls and beards. */
export const shadeHair = (
  point: Point,
  paint: Paint,
  hair: {
    lighting: Lighting
    tangent: Rgb
    strand: number
    depth: number
    dullness: number
    into: Radiance
  },
): void => {
  const { lighting, strand, depth, into } = hair
  const { sky, ground } = lighting
  const up = point.normalY * 0.5 + 0.5
  const light = { r: 0, g: 0, b: 0, shine: 0 }
  light.r = lerp(ground[0], sky[0], up) * 0.8
  light.g = lerp(ground[1], sky[1], up) * 0.8
  light.b = lerp(ground[2], sky[2], up) * 0.8
  const [tx, ty, tz] = alongSurface(point, hair.tangent)
  for (const source of [lighting.key, lighting.fill]) {
    const lit = source === lighting.key ? point.lit : 1
    const [dx, dy, dz] = source.direction
    const facing = point.normalX * dx + point.normalY * dy + point.normalZ * dz
    const diffuse = wrapped(facing, 0.35) * lit
    light.r += source.colour[0] * diffuse
    light.g += source.colour[1] * diffuse
    light.b += source.colour[2] * diffuse
    if (facing <= -0.1) continue
    const hx = dx + point.viewX
    const hy = dy + point.viewY
    const hz = dz + point.viewZ
    const along = (tx * hx + ty * hy + tz * hz) / (length3(hx, hy, hz) || 1)
    light.shine += Math.max(0, 1 - along * along) ** 26 * lit * source.colour[1] * (facing + 0.1)
  }
  const value = (0.45 + 0.85 * strand) * depth
  const shine = light.shine * 0.09 * (0.3 + 1.1 * strand) * depth * (1 - hair.dullness)
  into.r = paint.r * light.r * value + shine * (0.5 + paint.r) + 0.002
  into.g = paint.g * light.g * value + shine * (0.5 + paint.g) + 0.002
  into.b = paint.b * light.b * value + shine * (0.5 + paint.b) + 0.002
}

const alongSurface = (point: Point, [tx, ty, tz]: Rgb): Rgb => {
  const off = tx * point.normalX + ty * point.normalY + tz * point.normalZ
  const x = tx - off * point.normalX
  const y = ty - off * point.normalY
  const z = tz - off * point.normalZ
  const scale = 1 / (length3(x, y, z) || 1)
  return [x * scale, y * scale, z * scale]
}

/** Cloth and spectacle frames: plain diffuse light, and a glint for what is hard and smooth. */
export const shadePlain = (
  point: Point,
  paint: Paint,
  { lighting, into }: { lighting: Lighting; into: Radiance },
): void => {
  const up = point.normalY * 0.5 + 0.5
  const { sky, ground } = lighting
  let r = lerp(ground[0], sky[0], up)
  let g = lerp(ground[1], sky[1], up)
  let b = lerp(ground[2], sky[2], up)
  let glint = 0
  for (const light of [lighting.key, lighting.fill]) {
    const [dx, dy, dz] = light.direction
    const facing = point.normalX * dx + point.normalY * dy + point.normalZ * dz
    const diffuse = wrapped(facing, 0.1) * (light === lighting.key ? point.lit : 1)
    r += light.colour[0] * diffuse
    g += light.colour[1] * diffuse
    b += light.colour[2] * diffuse
    if (paint.gloss === 0) continue
    const hx = dx + point.viewX
    const hy = dy + point.viewY
    const hz = dz + point.viewZ
    const aligned =
      (point.normalX * hx + point.normalY * hy + point.normalZ * hz) / (length3(hx, hy, hz) || 1)
    glint += Math.max(0, aligned) ** 60 * 0.4 * light.colour[1] * paint.gloss
  }
  into.r = paint.r * r + glint
  into.g = paint.g * g + glint
  into.b = paint.b * b + glint
}
