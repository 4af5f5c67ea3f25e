import { type Component, iso, near, ours } from './component.ts'
import { backgroundGradient } from './face-detail.ts'
import { asQuality, curved, falling, sigmoid } from './mapping.ts'

/** What light does to the face and its surroundings. */
export const lightComponents: readonly Component[] = [
  {
    name: 'luminance',
    standard: iso,
    value: (measured) => measured.light.mean,
    quality: (mean) =>
      asQuality(100 * sigmoid(mean, { x0: 0.2, w: 0.05 }) * (1 - sigmoid(mean, { x0: 0.8, w: 0.05 }))),
    atLeast: 0.03,
    atMost: 0.7,
    unit: ' of full',
    decimals: 2,
    low: 'the face is dark',
    high: 'the face is very bright',
  },
  {
    name: 'luminance variance',
    standard: iso,
    value: (measured) => measured.light.variance,
    quality: (variance) => asQuality(100 * Math.sin(((60 * variance) / (60 * variance + 1)) * Math.PI)),
    atLeast: 0.0005,
    unit: '',
    decimals: 4,
    low: 'the face is flat',
  },
  {
    name: 'dynamic range',
    standard: iso,
    value: (measured) => measured.light.entropy,
    quality: (bits) => asQuality(12.5 * bits),
    atLeast: 4,
    unit: ' bits',
    decimals: 1,
    low: 'the face is flat',
  },
  {
    name: 'underexposure',
    standard: near,
    value: (measured) => measured.light.underexposed,
    quality: (share) => curved(share, { h: 120, a: 0.832, s: -1, x0: 0.92, w: 0.05 }),
    // Linear light puts deep skin in good light at up to 0.96.
    atMost: 0.98,
    unit: ' of the face',
    decimals: 2,
    high: 'too much of it is black',
  },
  {
    name: 'overexposure',
    standard: near,
    value: (measured) => measured.light.overexposed,
    quality: (share) => asQuality(1 / (share + 0.01)),
    atMost: 0.05,
    unit: ' of the face',
    decimals: 2,
    high: 'too much of it is burnt out',
  },
  {
    name: 'illumination uniformity',
    standard: iso,
    value: (measured) => measured.light.cheekOverlap,
    quality: (overlap) => asQuality(100 * overlap ** 0.3),
    atLeast: 0.1,
    unit: ' in common between the cheeks',
    decimals: 2,
    low: 'one side of the face is lit and the other is not',
  },
  {
    name: 'eye light',
    standard: ours,
    value: (measured) => Math.min(measured.light.eyes.left, measured.light.eyes.right),
    quality: (share) => curved(share, { x0: 0.3, w: 0.06 }),
    atLeast: 0.3,
    unit: " of the face's light at the darker eye",
    decimals: 2,
    low: ({ light: { eyes } }) => inShadow(eyes),
  },
  {
    name: 'natural colour',
    standard: iso,
    value: (measured) => measured.light.colourDistance,
    quality: (distance, { photo }) => (photo.grey ? 0 : falling(distance, { h: 200, x0: 0, w: 10 })),
    atMost: 10,
    unit: ' from the colours of skin',
    decimals: 1,
    high: 'the light or the camera has coloured the face',
  },
  {
    name: 'background',
    standard: ours,
    value: ({ canonical }) => backgroundGradient(canonical),
    quality: (gradient) => falling(gradient, { h: 190, x0: 10, w: 100 }),
    atMost: 60,
    unit: ' mean step beside the head',
    decimals: 0,
    high: 'there is much to see behind the person',
  },
]

/** Both eyes are named where the other is hardly better lit. */
function inShadow({ left, right }: { left: number; right: number }): string {
  if (Math.max(left, right) < 0.35) return 'both eyes are in shadow'
  return `the eye on the ${left < right ? 'left' : 'right'} of the picture is in shadow`
}
