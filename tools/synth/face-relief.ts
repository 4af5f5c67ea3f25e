import type { FaceShape } from './face-shape.ts'
import { noise } from './noise.ts'
import { bell, bell2, clamp, lerp, smoothMax, smoothStep } from './shaping.ts'

/** A point of the head on its way to its final place. `cavity` darkens creases later. */
export type Vertex = { x: number; y: number; z: number; cavity: number }
export type Relief = (vertex: Vertex) => void

/** All that is too fine for the distance field: lids, lips and folds, each a displacement in z. */
export const faceRelief = (face: FaceShape): readonly Relief[] => [
  eyelids(face),
  lips(face),
  aroundTheMouth(face),
  nasolabialFold(face),
  noseWings(face),
  foreheadLines(face),
  crowsFeet(face),
]

const EYEBALL_COVER_RADIUS = 1.36

const eyelids = ({ person, eye }: FaceShape): Relief => {
  const { creaseHeight, creaseDepth, hood, bag } = person.eyes
  const { wrinkles } = person.skin
  return (v) => {
    const dx = Math.abs(v.x) - eye.x
    const dy = v.y - eye.y
    const near = dx * dx * 0.62 + dy * dy
    if (near >= 3.2) return
    const cover = EYEBALL_COVER_RADIUS ** 2 - near
    v.z = smoothMax(eye.z + Math.sqrt(Math.max(0, cover)), v.z, 0.35)
    const t = eye.along(v.x)
    if (Math.abs(t) >= 1.3) return
    const above = eye.above(v.x, v.y)
    const lower = eye.lowerLid(t)
    const creaseY = eye.upperLid(t) + creaseHeight * (1 - 0.35 * t * t) + 0.05
    const crease = bell((above - creaseY) / 0.1) * (1 - (Math.abs(t) / 1.3) ** 4)
    v.z -= 0.13 * creaseDepth * crease
    v.z += hood * 0.28 * bell((above - creaseY - 0.28) / 0.26) * smoothStep(-1.2, 0.4, t)
    const bagY = lower - 0.55 + 0.1 * t * t
    v.z += bag * 0.14 * bell((above - bagY) / 0.25) * smoothStep(1.25, 0.6, Math.abs(t))
    const troughReach = smoothStep(1.3, 0.5, Math.abs(t + 0.2))
    const trough = above - (lower - 0.95 + 0.12 * t * t)
    v.z -= (0.05 + bag * 0.1) * bell(trough / 0.22) * troughReach
    v.cavity += (0.35 + 1.15 * creaseDepth) * crease
    v.cavity += (0.1 + bag * 0.3) * bell(trough / 0.18) * troughReach
    v.cavity +=
      (0.12 + 0.25 * wrinkles) * bell((above - lower + 0.28) / 0.06) * smoothStep(1.2, 0.6, Math.abs(t))
  }
}

const lips = ({ person, mouth }: FaceShape): Relief => {
  const { upperLip, lowerLip, forward } = person.mouth
  const upperBulge = 0.34 * Math.min(1.3, upperLip / 0.5) + forward * 0.2
  const lowerBulge = 0.42 * Math.min(1.3, lowerLip / 0.7) + forward * 0.25
  return (v) => {
    const side = Math.abs(v.x)
    if (side >= mouth.halfWidth * 1.15 || Math.abs(v.y - mouth.y) >= 2.2 || v.z <= 5) return
    const line = mouth.line(v.x)
    const across = clamp(side / mouth.halfWidth)
    const fullness = Math.sqrt(Math.max(0, 1 - across * across))
    const up = (v.y - line) / (mouth.upperBorder(v.x) - line + 0.05)
    const down = (line - v.y) / (line - mouth.lowerBorder(v.x) + 0.05)
    if (up > 0) {
      v.z += upperBulge * fullness * Math.sin(Math.PI * clamp(up * 0.62 + 0.1)) * smoothStep(1.75, 0.9, up)
    }
    if (down > 0) {
      v.z +=
        lowerBulge * fullness * Math.sin(Math.PI * clamp(down * 0.66 + 0.08)) * smoothStep(1.6, 0.9, down)
    }
    v.z -= 0.2 * bell((v.y - line) / 0.11) * fullness ** 0.6
  }
}

const aroundTheMouth = ({ person, anatomy, mouth }: FaceShape): Relief => {
  const { noseBottomY } = anatomy
  const { corner, philtrum } = person.mouth
  const { wrinkles } = person.skin
  const sulcusY = mouth.lowerBorder(0) - 0.55
  const sulcusDepth = 0.2 + 0.12 * person.skull.chinForward
  const philtrumDepth = 0.1 + 0.06 * philtrum
  return (v) => {
    const side = Math.abs(v.x)
    const atCorner = bell2((side - mouth.halfWidth - 0.08) / 0.32, (v.y - mouth.y - corner * 2) / 0.32)
    v.z -= 0.14 * atCorner
    v.cavity += 0.35 * atCorner
    const underNose =
      smoothStep(mouth.y + 0.3, mouth.y + 0.8, v.y) * smoothStep(noseBottomY + 0.1, noseBottomY - 0.4, v.y)
    v.z += (0.04 * bell((side - 0.45) / 0.22) - philtrumDepth * bell(v.x / 0.26)) * underNose
    v.z -= sulcusDepth * bell2((v.y - sulcusY) / 0.45, v.x / 1.9)
    if (wrinkles <= 0.3) return
    const marionette = side - (mouth.halfWidth + 0.35 + 0.25 * clamp((mouth.y - v.y) / 2))
    const reach =
      smoothStep(mouth.y - 0.1, mouth.y - 0.6, v.y) * smoothStep(mouth.y - 2.6, mouth.y - 1.2, v.y)
    v.z -= 0.12 * (wrinkles - 0.3) * bell(marionette / 0.25) * reach
    v.cavity += 0.45 * (wrinkles - 0.3) * bell(marionette / 0.12) * reach
  }
}

const nasolabialFold = ({ person, anatomy, mouth }: FaceShape): Relief => {
  const { nasolabial } = person.skin
  const top = anatomy.wingY
  return (v) => {
    if (v.y >= top + 0.5 || v.y <= mouth.y - 1.1) return
    const t = clamp((top + 0.3 - v.y) / (top + 0.3 - (mouth.y - 0.6)))
    const foldX = lerp(anatomy.wingX + 0.1, mouth.halfWidth + 0.95, t ** 0.9) + 0.25 * Math.sin(t * 3.1)
    const reach = smoothStep(top + 0.5, top - 0.2, v.y) * smoothStep(mouth.y - 1.1, mouth.y + 0.2, v.y)
    const beside = Math.abs(v.x) - foldX
    v.z += (0.05 + 0.2 * nasolabial) * bell((beside - 0.6) / 0.6) * reach
    v.z -= (0.05 + 0.16 * nasolabial) * bell(beside / 0.28) * reach
    v.cavity += (0.05 + 0.32 * nasolabial) * bell(beside / 0.17) * reach
  }
}

const noseWings =
  ({ anatomy: { wingX, wingY } }: FaceShape): Relief =>
  (v) => {
    const dx = (Math.abs(v.x) - wingX - 0.02) * 1.2
    const dy = v.y - wingY - 0.15
    const distance = Math.sqrt(dx * dx + dy * dy)
    if (distance > 1.2) return
    const groove = bell((distance - 0.32) / 0.2) * smoothStep(wingX - 0.5, wingX + 0.1, Math.abs(v.x))
    v.cavity += 0.4 * groove * smoothStep(0, 0.2, distance)
  }

const foreheadLines = ({ person }: FaceShape): Relief => {
  const { wrinkles } = person.skin
  const own = person.irregularity.asymmetryOffset
  return (v) => {
    if (wrinkles <= 0.05 || v.y < 0.4) return
    const side = Math.abs(v.x)
    const frown =
      bell((side - 0.55 - 0.03 * v.y) / 0.1) * smoothStep(0.4, 1.2, v.y) * smoothStep(3.1, 2.2, v.y)
    v.z -= 0.05 * wrinkles * frown
    v.cavity += 0.4 * wrinkles * frown
    if (v.y <= 2.6) return
    for (let line = 0; line < 4; line++) {
      const lineY =
        3.1 + line * 0.78 + 0.25 * noise(v.x * 0.35 + own, line * 3.1, 1) + 0.1 * Math.cos(v.x * 0.7)
      const strength = 0.6 + 0.4 * noise(own, line * 2.3, 5 + v.x * 0.3)
      const mark =
        bell((v.y - lineY) / 0.1) * smoothStep(4.6, 2.6, side) * strength * bell((line - 1.5) / 2.2)
      v.z -= 0.055 * wrinkles * mark
      v.cavity += 0.38 * wrinkles * mark
    }
  }
}

// Painted only: at this size a real displacement would be finer than the mesh.
const crowsFeet =
  ({ person, eye }: FaceShape): Relief =>
  (v) => {
    const beside = Math.abs(v.x) - eye.x - person.eyes.halfWidth
    const above = v.y - eye.y
    if (person.skin.wrinkles <= 0.1 || beside <= 0.1 || beside >= 2 || Math.abs(above) >= 1.3) return
    const fan = 0.5 + 0.5 * Math.cos((above / beside) * 6.5 + noise(person.seed * 0.37, beside, 2) * 1.5)
    const reach = smoothStep(0.15, 0.5, beside) * smoothStep(1.9, 0.9, beside)
    v.cavity += 0.4 * person.skin.wrinkles * fan ** 6 * reach
  }
