import type { FaceShape } from './face-shape.ts'
import { furLayer, gather, headPatch, type Shell } from './hair-shells.ts'
import type { Mesh } from './mesh.ts'
import { noise } from './noise.ts'
import { bell, clamp, lerp, smoothStep } from './shaping.ts'
import type { BeardStyle, Styling } from './styling.ts'
import { floatAt } from './typed-array.ts'

/** How much beard grows at a point of the head, 0..1. */
export type BeardMask = (x: number, y: number, z: number) => number

const isFur = (style: BeardStyle): boolean => style !== 'none' && style !== 'stubble'

/** Where this beard grows; `anywhere` gives the whole area a beard could grow in, for stubble and shadow. */
export const beardMask = (face: FaceShape, { beard, beardLine }: Styling, anywhere = false): BeardMask => {
  const moustache = moustacheMask(face)
  const chin = chinMask(face)
  const link = besideTheMouth(face)
  const jaw = jawMask(face, beardLine)
  const { mouth } = face
  return (x, y, z) => {
    const side = Math.abs(x)
    const upperPart = moustache(side, y)
    let amount: number
    if (beard === 'moustache' && !anywhere) amount = upperPart
    else if (beard === 'goatee' && !anywhere) amount = Math.max(upperPart, chin(side, y), link(side, y))
    else amount = Math.max(jaw(side, y, z), upperPart * 0.95, chin(side, y) * 0.9, link(side, y))
    if (amount === 0 || side >= mouth.halfWidth * 1.02) return amount
    const fromLip = y < mouth.line(x) ? mouth.lowerBorder(x) - y : y - mouth.upperBorder(x)
    return amount * smoothStep(0, 0.14, fromLip)
  }
}

type SideMask = (side: number, y: number, z?: number) => number

/** Fullest under the nose, thinning along the lip and hanging a little over the corners of the mouth. */
const moustacheMask = ({ mouth, anatomy: { noseBottomY } }: FaceShape): SideMask => {
  const { halfWidth } = mouth
  const tipX = halfWidth + 0.75
  return (side, y) => {
    const outwards = clamp(side / tipX)
    const top = lerp(noseBottomY - 0.05, mouth.y + 0.15, outwards ** 1.25)
    const bottom = mouth.y - 0.1 - 0.75 * outwards ** 2
    return (
      smoothStep(tipX, tipX - 0.4, side) *
      smoothStep(top + 0.1, top - 0.3, y) *
      smoothStep(bottom - 0.25, bottom + 0.2, y) *
      (side < 0.14 ? 0.7 : 1)
    )
  }
}

const chinMask = ({ mouth, person }: FaceShape): SideMask => {
  const reach = 0.4 * person.skull.chinWidth
  return (side, y) =>
    smoothStep(2.6 + reach, 2, side - 0.2) *
    smoothStep(mouth.y - 0.4, mouth.y - 1, y) *
    smoothStep(-12.9, -11.9, y)
}

const besideTheMouth = ({ mouth }: FaceShape): SideMask => {
  const { halfWidth } = mouth
  return (side, y) =>
    smoothStep(halfWidth + 1.1, halfWidth + 0.2, side) *
    smoothStep(halfWidth - 0.25, halfWidth + 0.05, side) *
    smoothStep(mouth.y + 0.6, mouth.y + 0.1, y) *
    smoothStep(mouth.y - 2.6, mouth.y - 1.6, y)
}

const jawMask =
  ({ mouth }: FaceShape, beardLine: number) =>
  (side: number, y: number, z: number): number => {
    const outwards = clamp((side - 3) / 3.6)
    const upperLine = lerp(-4.6, -1.6, outwards) - 0.5 * beardLine - (1 - outwards) * 0.8
    const bareSpot = bell((side - 1.4) / 0.6) * bell((y - (mouth.y - 1.4)) / 0.35)
    return (
      smoothStep(upperLine + 0.25, upperLine - 0.55, y) *
      smoothStep(-13.2, -12, y) *
      smoothStep(mouth.halfWidth - 0.6, mouth.halfWidth + 0.5, side + (y < mouth.y - 1.2 ? 3 : 0)) *
      smoothStep(-0.4, 0.6, z) *
      (1 - 0.6 * bareSpot)
    )
  }

/** A beard long enough to stand off the skin, as layers of fur. */
export const beardShells = (
  face: FaceShape,
  styling: Styling,
  { head, positions }: { head: Mesh; positions: Float32Array },
): readonly Shell[] => {
  if (!isFur(styling.beard)) return []
  const mask = beardMask(face, styling)
  const patch = headPatch(head, {
    stride: 1,
    belongs: (x, y, z) => y < 0 && z > -0.8 && mask(x, y, z) > 0.02,
  })
  const paint = gather(head.paint, patch)
  const cavity = Float32Array.from(patch.source, (_, k) =>
    mask(floatAt(paint, k * 3), floatAt(paint, k * 3 + 1), floatAt(paint, k * 3 + 2)),
  )
  const fur = { patch, paint, cavity, roots: gather(positions, patch), outward: gather(head.normals, patch) }
  const isFull = styling.beard === 'full'
  const layers = isFull ? 9 : 5
  const lengthCm = (isFull ? 1.3 : 0.45) * styling.beardDensity
  const own = face.person.irregularity.offset % 50
  return Array.from({ length: layers }, (_, index): Shell => {
    const layer = (index + 1) / layers
    return {
      mesh: furLayer(fur, {
        lengthAt: (vertex) => lengthCm * layer * (0.35 + 0.65 * floatAt(cavity, vertex)),
        droop: layer * 0.5,
      }),
      layer,
      castsShadow: false,
      keeps: (x, y, z, amount) => {
        const strand = 0.5 + 0.3 * noise(x * 7 + own, y * 1.8, z * 5) + 0.25 * noise(x * 15, y * 4, z * 9)
        const density = smoothStep(0.1, 0.8, amount) * (0.75 + 0.25 * styling.beardDensity)
        return strand * density > 0.22 + layer * 0.5
      },
    }
  })
}
