import type { Scene } from './assemble.ts'
import type { Rgb } from './colour.ts'
import type { Expression } from './expression.ts'
import { eyeShader } from './eye-shade.ts'
import { featureLayers } from './feature-paint.ts'
import { beardPaint, scalpPaint } from './hair-paint.ts'
import { CURL_ROOT } from './hair-shells.ts'
import type { Shadow } from './lighting.ts'
import { noise, patchNoise } from './noise.ts'
import { cover, darken, type Paint } from './paint.ts'
import { ATTRIBUTES, type PixelBuffer } from './raster.ts'
import { type Point, type Radiance, shadeHair, shadePlain, shadeSkin } from './shade.ts'
import { bell, length3, lerp, smoothStep } from './shaping.ts'
import type { Shot } from './shots.ts'
import { bareSkin, darkenCreases, faceLayers, type SkinPart } from './skin-paint.ts'
import { MATERIAL } from './surface.ts'
import { COLLAR_Y } from './torso.ts'
import { floatAt } from './typed-array.ts'
import { rotate } from './viewpoint.ts'

type Shader = (point: Point, into: Radiance) => void
type Backdrop = (column: number, row: number, into: Radiance) => void
type Studio = { readonly scene: Scene; readonly shot: Shot }

/** Lights every pixel of the buffer, in linear light. */
export const illuminate = (
  buffer: PixelBuffer,
  studio: Studio,
  { shadow, backdrop }: { shadow: Shadow; backdrop: Backdrop },
): Float32Array => {
  const { widthPx } = buffer
  const shaders = shadersFor(studio)
  const values = new Float32Array(buffer.depth.length * 3)
  const radiance: Radiance = { r: 0, g: 0, b: 0 }
  const point = emptyPoint()
  for (let pixel = 0; pixel < buffer.depth.length; pixel++) {
    const material = buffer.material[pixel] ?? MATERIAL.background
    const shader = shaders.get(material)
    if (shader === undefined) backdrop(pixel % widthPx, Math.floor(pixel / widthPx), radiance)
    else {
      readPoint(buffer, pixel, { into: point, studio, shadow, twoSided: TWO_SIDED.has(material) })
      shader(point, radiance)
    }
    values[pixel * 3] = radiance.r
    values[pixel * 3 + 1] = radiance.g
    values[pixel * 3 + 2] = radiance.b
  }
  return values
}

const TWO_SIDED = new Set<number>([MATERIAL.ear, MATERIAL.strands])

const emptyPoint = (): Point => ({
  x: 0,
  y: 0,
  z: 0,
  normalX: 0,
  normalY: 0,
  normalZ: 1,
  viewX: 0,
  viewY: 0,
  viewZ: 1,
  open: 1,
  lit: 1,
  cavity: 0,
  layer: 0,
})

type Reading = { into: Point; studio: Studio; shadow: Shadow; twoSided: boolean }

const readPoint = (
  { attributes, depth, widthPx }: PixelBuffer,
  pixel: number,
  { into, studio: { scene }, shadow, twoSided }: Reading,
): void => {
  const at = pixel * ATTRIBUTES
  const { view } = scene
  into.x = floatAt(attributes, at)
  into.y = floatAt(attributes, at + 1)
  into.z = floatAt(attributes, at + 2)
  const nx = floatAt(attributes, at + 3)
  const ny = floatAt(attributes, at + 4)
  const nz = floatAt(attributes, at + 5)
  const scale = (twoSided && nz < 0 ? -1 : 1) / (length3(nx, ny, nz) || 1)
  into.normalX = nx * scale
  into.normalY = ny * scale
  into.normalZ = nz * scale
  into.open = floatAt(attributes, at + 6)
  into.cavity = floatAt(attributes, at + 7)
  into.layer = floatAt(attributes, at + 8)
  const z = floatAt(depth, pixel)
  const perPixel = (view.distanceCm - z) / view.focal
  const x = ((pixel % widthPx) + 0.5 - view.originX) * perPixel
  const y = (view.originY - Math.floor(pixel / widthPx) - 0.5) * perPixel
  const toCamera = 1 / length3(x, y, view.distanceCm - z)
  into.viewX = -x * toCamera
  into.viewY = -y * toCamera
  into.viewZ = (view.distanceCm - z) * toCamera
  // Hair is a cloud rather than a surface, so it needs more room before it shades itself.
  into.lit = shadow(x, y, z, into.layer > 0 ? 0.5 : 0.28)
}

const shadersFor = (studio: Studio): ReadonlyMap<number, Shader> => {
  const { scene, shot } = studio
  const look = { face: scene.head.face, lids: scene.expression.lids, gaze: shot.gaze, head: scene.view.head }
  return new Map<number, Shader>([
    [MATERIAL.head, skinShader(studio, 'face')],
    [MATERIAL.ear, skinShader(studio, 'ear')],
    [MATERIAL.torso, torsoShader(studio)],
    [MATERIAL.eye, eyeShader({ ...look, lighting: shot.lighting })],
    [MATERIAL.shells, shellShader(studio)],
    [MATERIAL.strands, strandShader(studio)],
    [MATERIAL.beard, beardShader(studio)],
    [MATERIAL.glasses, frameShader(studio)],
  ])
}

const skinShader = ({ scene, shot }: Studio, part: SkinPart): Shader => {
  const { face } = scene.head
  const paint: Paint = { r: 0, g: 0, b: 0, gloss: 1 }
  const base = bareSkin(face, part)
  const layers = part === 'face' ? paintedFace(scene, scene.expression) : []
  const pores = (0.05 * face.person.skin.roughness + 0.03) * 1.4
  const { lighting } = shot
  return (point, into) => {
    base(paint, point.x, point.y, point.z)
    for (const layer of layers) layer(paint, point.x, point.y, point.z)
    if (part === 'face') darkenCreases(paint, point.cavity)
    if (part === 'ear') point.open *= 1 - 0.6 * point.cavity
    roughen(point, pores)
    shadeSkin(point, paint, { lighting, isFace: part === 'face', into })
  }
}

const paintedFace = ({ head: { face }, hair, styling }: Scene, expression: Expression) => {
  const [lips, ...others] = featureLayers(face, expression)
  const under = [...faceLayers(face), beardPaint(face, styling)]
  return [...under, ...(lips === undefined ? [] : [lips]), ...others, scalpPaint(face, hair)]
}

const PORES_PER_CM = 9

const roughen = (point: Point, depth: number): void => {
  const { x, y, z } = point
  const here = noise(x * PORES_PER_CM, y * PORES_PER_CM, z * PORES_PER_CM)
  const right = noise(x * PORES_PER_CM + 0.35, y * PORES_PER_CM, z * PORES_PER_CM)
  const above = noise(x * PORES_PER_CM, y * PORES_PER_CM + 0.35, z * PORES_PER_CM)
  point.normalX += (here - right) * depth
  point.normalY += (here - above) * depth
  const scale = 1 / (length3(point.normalX, point.normalY, point.normalZ) || 1)
  point.normalX *= scale
  point.normalY *= scale
  point.normalZ *= scale
}

/** The neck is skin down to the collar; below it is cloth with a seam. */
const torsoShader = ({ scene, shot }: Studio): Shader => {
  const neck = skinShader({ scene, shot }, 'neck')
  const { cloth, neckline } = scene.styling
  const paint: Paint = { r: 0, g: 0, b: 0, gloss: 0 }
  return (point, into) => {
    const { x, y, z } = point
    const scoop = (1.4 + neckline * bell(x / 5)) * smoothStep(0, 6, z)
    const belowCollar = COLLAR_Y - scoop - y
    if (belowCollar < 0) {
      point.open *= lerp(0.45, 1, smoothStep(-8.5, -14, y + (z < 2 ? 3 : 0)))
      neck(point, into)
      return
    }
    paint.r = cloth[0]
    paint.g = cloth[1]
    paint.b = cloth[2]
    const weave = 0.08 * noise(x * 9, y * 9, z * 9) + 0.12 * patchNoise(x * 0.25, y * 0.2 + 9, z * 0.25)
    darken(paint, [1, 1, 1], bell((belowCollar - 0.75) / 0.12) * 0.35 - weave)
    shadePlain(point, paint, { lighting: shot.lighting, into })
  }
}

const GREY_STRAND: Rgb = [0.36, 0.35, 0.34]

/** The colour of a strand of the given lightness: whole strands turn grey, and the light ones show it. */
const hairPaint = ({ scene }: Studio) => {
  const { colour, greyStrands } = scene.head.face.person.hair
  return (paint: Paint, strand: number): void => {
    paint.r = colour[0]
    paint.g = colour[1]
    paint.b = colour[2]
    cover(paint, GREY_STRAND, greyStrands * smoothStep(0.5, 0.95, strand))
  }
}

const shellShader = (studio: Studio): Shader => {
  const { hair, view } = studio.scene
  const { lighting } = studio.shot
  const paint: Paint = { r: 0, g: 0, b: 0, gloss: 0 }
  const colour = hairPaint(studio)
  const turned = rotate(Float32Array.from(hair.axis), view.head)
  const tangent: Rgb = [floatAt(turned, 0), floatAt(turned, 1), floatAt(turned, 2)]
  return (point, into) => {
    const strand = hair.strand(point.x, point.y, point.z)
    colour(paint, strand)
    const depth = hair.isCurly
      ? 0.3 + 0.7 * Math.max(0, (point.layer - CURL_ROOT) / (1 - CURL_ROOT)) ** 1.1
      : 0.55 + 0.45 * point.layer
    shadeHair(point, paint, { lighting, tangent, strand, depth, dullness: hair.isCurly ? 1 : 0, into })
  }
}

const strandShader = (studio: Studio): Shader => {
  const { lighting } = studio.shot
  const paint: Paint = { r: 0, g: 0, b: 0, gloss: 0 }
  const colour = hairPaint(studio)
  return (point, into) => {
    const { x, y, z } = point
    const strand =
      0.5 +
      0.275 * noise(x * 0.8, y * 0.1, z * 7) +
      0.25 * noise(x * 2.7, y * 0.16, z * 5) +
      0.1 * noise(x * 6, y * 0.3, 1)
    colour(paint, strand)
    const tangent: Rgb = [0.02, -1, 0.05]
    shadeHair(point, paint, { lighting, tangent, strand, depth: 1 - point.layer * 0.6, dullness: 0, into })
  }
}

const beardShader = (studio: Studio): Shader => {
  const { lighting } = studio.shot
  const own = studio.scene.head.face.person.irregularity.offset % 50
  const paint: Paint = { r: 0, g: 0, b: 0, gloss: 0 }
  const colour = hairPaint(studio)
  return (point, into) => {
    const strand = 0.5 + 0.5 * noise(point.x * 12 + own, point.y * 3, point.z * 8)
    colour(paint, strand)
    const tangent: Rgb = [0, -0.8, 0.2]
    shadeHair(point, paint, {
      lighting,
      tangent,
      strand,
      depth: 0.45 + 0.55 * point.layer,
      dullness: 1,
      into,
    })
  }
}

const frameShader = ({ shot }: Studio): Shader => {
  const paint: Paint = { r: 0.015, g: 0.015, b: 0.015, gloss: 1 }
  return (point, into) => shadePlain(point, paint, { lighting: shot.lighting, into })
}
