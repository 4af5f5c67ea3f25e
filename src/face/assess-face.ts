import type { Face } from './face.ts'
import type { Photo } from './photo.ts'
import { canonicalFace } from './quality/canonical-face.ts'
import type { Component, Measured } from './quality/component.ts'
import { components } from './quality/components.ts'
import { faceGeometry } from './quality/face-geometry.ts'
import { faceLight } from './quality/face-light.ts'
import { headPose } from './quality/head-pose.ts'
import type { QualityMeasure } from './quality/quality-measure.ts'

export type { QualityMeasure, QualityName } from './quality/quality-measure.ts'

/**
 * Measures every component of one face that its photo shows, in the order of `qualityNames`. `others` are the further faces
 * of the photo. No verdict: the policy judges.
 */
export function assessFace(
  photo: Photo,
  face: Face,
  others: readonly Face[] = [],
): readonly QualityMeasure[] {
  const canonical = canonicalFace(photo, face)
  const measured: Measured = {
    photo,
    face,
    others,
    canonical,
    light: faceLight(canonical),
    geometry: faceGeometry(face.landmarks),
    pose: headPose(face.landmarks),
  }
  return components.flatMap((component) => {
    const value = component.value(measured)
    return value === undefined ? [] : [inWords(component, { value, measured })]
  })
}

function inWords(component: Component, of: { value: number; measured: Measured }): QualityMeasure {
  const { name, standard } = component
  const { value, measured } = of
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = component
  const isLow = value < atLeast
  const isHigh = value > atMost
  const limit = value - atLeast < atMost - value ? atLeast : atMost
  const say = (number: number) => number.toFixed(component.decimals)
  const recommended = `${limit === atLeast ? 'at least' : 'at most'} ${say(limit)} recommended`
  const low = typeof component.low === 'function' ? component.low(measured) : component.low
  const fault = isLow ? low : isHigh ? component.high : undefined
  const label = component.label ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const words = `${label} ${say(value)}${component.unit}, ${recommended}${fault === undefined ? '' : `: ${fault}`}.`
  const quality = component.quality(value, measured)
  return { name, value, quality, limit, ok: !isLow && !isHigh, words, standard }
}
