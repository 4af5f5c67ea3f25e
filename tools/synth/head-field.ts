import { type Anatomy, anatomyOf } from './anatomy.ts'
import { ellipsoid, type Field, roundCone } from './distance-field.ts'
import type { Person } from './identity.ts'
import { bell, lerp, smoothMax, smoothMin, smoothStep } from './shaping.ts'

type Part = { readonly field: Field; readonly blend: number }

/** The bare head as one distance field: skull, jaw and cheeks, eye sockets carved out, the nose put on. */
export const headField = (person: Person): Field => {
  const anatomy = anatomyOf(person)
  const skull = skullField(person, anatomy)
  const nose = noseField(person, anatomy)
  const socket = ellipsoid({
    centre: [anatomy.eyeX + 0.1, anatomy.eyeY - 0.15, 10.55],
    radii: [2.2, 1.8, 2.95],
  })
  return (x, y, z) => {
    const side = Math.abs(x)
    let distance = smoothMax(skull(side, y, z), -socket(side, y, z), 1.2)
    distance += 0.28 * bell((y - 2.2) / 2) * bell((z - 4) / 2.2) * smoothStep(4, 6.5, side)
    return z > 5 ? smoothMin(distance, nose(x, y, z), 1.15) : distance
  }
}

const skullField = ({ skull }: Person, anatomy: Anatomy): Field => {
  const cranium = ellipsoid({
    centre: [0, 3.7 + skull.foreheadHeight * 0.3, -0.35],
    radii: [7.35 * skull.width, 7.7 + skull.foreheadHeight * 0.35, 9.45 * skull.depth],
  })
  const parts = skullParts(skull, anatomy)
  const { cheekFat, browRidge } = skull
  return (side, y, z) => {
    let distance = cranium(side, y, z)
    for (const part of parts) distance = smoothMin(distance, part.field(side, y, z), part.blend)
    distance -= cheekFat * 0.5 * bell((y + 5) / 3.2) * bell((side - 4.6) / 2.4) * smoothStep(0, 3, z)
    const ridge = smoothStep(4.9, 2.6, side) * smoothStep(4, 7, z) * smoothStep(-0.6, 1.2, side + 0.7)
    return distance - (0.22 + browRidge * 0.3) * bell((y - 1.75) / 0.85) * ridge
  }
}

const skullParts = (skull: Person['skull'], { chinY, mouthY }: Anatomy): readonly Part[] => {
  const { width, faceHeight, jawWidth, jawAngle, chinWidth, cheekboneWidth } = skull
  const forehead = ellipsoid({
    centre: [0, 3.4, 3.1 - skull.foreheadSlope * 0.6],
    radii: [5.9 * width, 4.4, 5.75],
  })
  const midface = ellipsoid({
    centre: [0, -2.6 * faceHeight, 2.5],
    radii: [6.35 * width + cheekboneWidth * 0.35, 8 * faceHeight, 6.7],
  })
  const jaw = ellipsoid({
    centre: [0, -6.3 * faceHeight, 3.2],
    radii: [4.65 * jawWidth * width + skull.cheekFat * 0.35, 4.6 * faceHeight, 5.6],
  })
  const jawCorner = ellipsoid({
    centre: [4.8 * jawWidth * width - 1.7, -5.9 * faceHeight - jawAngle * 0.5, 1.6],
    radii: [1.9 + jawAngle * 0.2, 2.3, 2.5],
  })
  const chin = ellipsoid({
    centre: [0.55 * chinWidth, chinY, 7.05 + skull.chinForward],
    radii: [1.55 * chinWidth, 1.45, 1.75],
  })
  const muzzle = ellipsoid({ centre: [0, mouthY + 0.2, 5.8 + skull.muzzle * 0.5], radii: [3, 2.7, 3.5] })
  const cheekbone = ellipsoid({
    centre: [4.35 * width + cheekboneWidth * 0.5, -1.9 * faceHeight, 5.15 + skull.cheekboneForward],
    radii: [2.1, 1.7, 2],
  })
  return [
    { field: forehead, blend: 1.6 },
    { field: midface, blend: 2.2 },
    { field: jaw, blend: 2 },
    { field: jawCorner, blend: 2.2 },
    { field: chin, blend: 1.8 },
    { field: muzzle, blend: 2.2 },
    { field: cheekbone, blend: 1.8 },
  ]
}

const noseField = ({ nose }: Person, anatomy: Anatomy): Field => {
  const parts = noseParts(nose, anatomy)
  const nostril = ellipsoid({
    centre: [0.62 * nose.wingWidth, anatomy.wingY - 0.42, 9.75],
    radii: [0.3 * nose.nostril, 0.3, 0.62],
  })
  const bridge = noseBridge(nose, anatomy)
  return (x, y, z) => {
    const bent = Math.abs(x - nose.bend * bell((y + 2.2) / 1.6) * 2)
    let distance = bridge(bent, y, z)
    for (const part of parts) distance = smoothMin(distance, part.field(bent, y, z), part.blend)
    return smoothMax(distance, -nostril(bent, y, z), 0.25)
  }
}

const noseBridge = (nose: Person['nose'], { noseTipY, noseTipZ, nasionZ }: Anatomy): Field =>
  roundCone({
    from: [0, 0.75, nasionZ - 0.05],
    to: [0, (noseTipY + 0.75) * 0.52, lerp(nasionZ, noseTipZ, 0.56) + nose.hump - 0.38],
    radiusFrom: 0.7 * nose.bridgeWidth,
    radiusTo: 0.8 * nose.bridgeWidth,
  })

const noseParts = (nose: Person['nose'], anatomy: Anatomy): readonly Part[] => {
  const { noseTipY, noseTipZ, nasionZ, noseBottomY, wingY } = anatomy
  const lowerBridge = roundCone({
    from: [0, (noseTipY + 0.75) * 0.52, lerp(nasionZ, noseTipZ, 0.56) + nose.hump - 0.32],
    to: [0, noseTipY, noseTipZ - 1],
    radiusFrom: 0.8 * nose.bridgeWidth,
    radiusTo: 0.9 * nose.tipRadius,
  })
  const tip = ellipsoid({
    centre: [0, noseTipY - 0.05, noseTipZ - 0.9],
    radii: [0.98 * nose.tipRadius, 0.85 * nose.tipRadius, 1],
  })
  const wing = ellipsoid({
    centre: [1.27 * nose.wingWidth * nose.width, wingY, 9.15],
    radii: [0.7 * nose.nostril, 0.66, 1],
  })
  const columella = roundCone({
    from: [0, noseTipY - 0.4, noseTipZ - 1.15],
    to: [0, noseBottomY - 0.2, 9.1],
    radiusFrom: 0.36,
    radiusTo: 0.4,
  })
  const flank = ellipsoid({ centre: [0.8 * nose.bridgeWidth, wingY + 1.2, 8.3], radii: [1, 1.9, 1.2] })
  return [
    { field: lowerBridge, blend: 0.5 },
    { field: tip, blend: 0.6 },
    { field: wing, blend: 0.45 },
    { field: columella, blend: 0.4 },
    { field: flank, blend: 1.2 },
  ]
}
