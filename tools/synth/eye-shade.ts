import { luminance } from './colour.ts'
import type { FaceShape } from './face-shape.ts'
import type { Lighting } from './lighting.ts'
import { noise } from './noise.ts'
import { cover, type Paint } from './paint.ts'
import type { Point, Radiance } from './shade.ts'
import { bell, length2, length3, lerp, smoothStep } from './shaping.ts'
import { floatAt } from './typed-array.ts'
import { type Rotation, rotate } from './viewpoint.ts'

const IRIS_RADIUS = 0.6
/** From eyeball paint coordinates to cm across the face. */
const STRETCH = 1.25

export type EyeLook = {
  readonly face: FaceShape
  readonly lids: number
  readonly gaze: { readonly x: number; readonly y: number }
  readonly head: Rotation
  readonly lighting: Lighting
}

/** Paints and lights a point of the eyeball: white, iris, pupil, the lid's shadow and the light in the cornea. */
export const eyeShader = (look: EyeLook): ((point: Point, into: Radiance) => void) => {
  const gaze = { x: Math.sin(look.gaze.x) * 1.2, y: Math.sin(look.gaze.y) * 1.2 }
  const paint: Paint = { r: 0, g: 0, b: 0, gloss: 0 }
  const paintWhite = whiteOfTheEye(look.face)
  const paintIris = irisPaint(look.face)
  const lidShade = underTheLids(look)
  return (point, into) => {
    const x = point.x - gaze.x
    const y = point.y - gaze.y
    paintWhite(paint, point)
    paintIris(paint, x, y)
    const shade = lidShade(paint, point)
    const { light, glint } = eyeLight(point, { look, x, y })
    into.r = (paint.r * light.r + glint) * shade
    into.g = (paint.g * light.g + glint) * shade
    into.b = (paint.b * light.b + glint) * shade
  }
}

// The white is dimmed a little on deep skin, where the exposure is opened up and it would glare.
const whiteOfTheEye = ({ person }: FaceShape) => {
  const dim = lerp(1, 0.72, smoothStep(0.45, 0.08, luminance(person.skin.base)))
  const own = person.irregularity.offset % 50
  return (paint: Paint, { x, y, z }: Point): void => {
    const outer = Math.abs(x)
    const veins =
      smoothStep(0.25, 0.6, noise(x * 6 + z * 9, y * 14, own)) * 0.12 * smoothStep(0.5, 1.1, outer)
    const corner = smoothStep(0.8, 1.2, outer)
    paint.r = (0.5 * dim - veins * 0.3) * (1 - 0.08 * corner)
    paint.g = (0.47 * dim - veins) * (1 - 0.28 * corner)
    paint.b = (0.45 * dim - veins) * (1 - 0.3 * corner)
  }
}

const irisPaint = ({ person }: FaceShape) => {
  const [red, green, blue] = person.skin.iris
  const own = person.irregularity.offset % 50
  return (paint: Paint, x: number, y: number): void => {
    const radius = length2(x, y)
    if (radius >= IRIS_RADIUS + 0.05) return
    const [c, s] = [x / (radius + 1e-6), y / (radius + 1e-6)]
    const fibres =
      0.75 + 0.5 * noise(c * 7 + own, s * 7, radius * 2.5) + 0.3 * noise(c * 16, s * 16, radius * 3)
    const inner = smoothStep(0.42, 0.2, radius)
    const value = fibres * (1 - 0.7 * smoothStep(0.42, 0.6, radius)) * 0.85 * smoothStep(0.19, 0.23, radius)
    const colour = [
      red * value * (1 + 0.5 * inner) + 0.005,
      green * value * (1 + 0.3 * inner) + 0.005,
      blue * value + 0.005,
    ] as const
    cover(paint, colour, smoothStep(IRIS_RADIUS + 0.04, IRIS_RADIUS - 0.06, radius))
  }
}

const underTheLids = ({ face: { eye, person }, lids }: EyeLook) => {
  const { base } = person.skin
  const waterline = [base[0] * 0.9 + 0.05, base[1] * 0.62 + 0.02, base[2] * 0.6 + 0.02] as const
  return (paint: Paint, { x, y, z: side }: Point): number => {
    const faceX = side * eye.x + x * STRETCH
    const t = eye.along(faceX)
    const above = eye.above(faceX, eye.y + y)
    const fromUpper = eye.upperLid(t, lids) - above
    const fromLower = above - eye.lowerLid(t, lids)
    cover(paint, waterline, bell(fromLower / 0.06) * 0.6)
    return (
      (1 - 0.72 * bell(Math.max(0, fromUpper) / 0.24)) *
      (1 - 0.3 * bell(Math.max(0, fromLower) / 0.1)) *
      (1 - 0.35 * smoothStep(0.7, 1.05, Math.abs(t)))
    )
  }
}

const eyeLight = (point: Point, { look, x, y }: { look: EyeLook; x: number; y: number }) => {
  const { lighting, head } = look
  const light = { r: lighting.sky[0] * 0.8, g: lighting.sky[1] * 0.8, b: lighting.sky[2] * 0.8 }
  let glint = 0
  // The cornea bulges more than the eyeball, so its highlight sits by the pupil and not where the ball shines.
  const bulge = rotate(Float32Array.of(x * STRETCH, y * STRETCH, 0.9), head)
  const [cx, cy, cz] = [floatAt(bulge, 0), floatAt(bulge, 1), floatAt(bulge, 2)]
  const corneaLength = length3(cx, cy, cz)
  const onCornea = length2(x, y) < 0.75 ? 1 : 0.15
  for (const source of [lighting.key, lighting.fill]) {
    const [dx, dy, dz] = source.direction
    const facing = point.normalX * dx + point.normalY * dy + point.normalZ * dz
    const lit = source === lighting.key ? 0.35 + 0.65 * point.lit : 1
    const diffuse = Math.max(0, facing * 0.7 + 0.3) * lit
    light.r += source.colour[0] * diffuse
    light.g += source.colour[1] * diffuse
    light.b += source.colour[2] * diffuse
    const [hx, hy, hz] = [dx + point.viewX, dy + point.viewY, dz + point.viewZ]
    const aligned = (cx * hx + cy * hy + cz * hz) / (length3(hx, hy, hz) * corneaLength)
    glint += smoothStep(0.988, 0.997, aligned) * 0.7 * source.colour[1] * onCornea
  }
  return { light, glint }
}
