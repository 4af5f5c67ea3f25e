import type { Face } from '../face.ts'
import { type Component, iso, near, ours } from './component.ts'
import { blockiness, sharpness } from './face-detail.ts'
import { lightComponents } from './light-components.ts'
import { asQuality, curved, falling, ofAngle } from './mapping.ts'

const eyeDistances = ' eye distances'
const chins = ' eye-to-chin lengths'

const size: readonly Component[] = [
  {
    name: 'resolution',
    standard: ours,
    value: ({ photo }) => Math.min(photo.widthPx, photo.heightPx),
    quality: (edgePx) => curved(edgePx, { x0: 480, w: 90 }),
    atLeast: 480,
    unit: ' px',
    decimals: 0,
    low: 'the shorter edge is smaller than a booking photograph needs',
  },
  {
    name: 'eye distance',
    standard: near,
    label: 'Face',
    value: ({ geometry, pose }) => geometry.eyesApartPx / Math.max(0.2, Math.cos((pose.yaw * Math.PI) / 180)),
    quality: (apartPx) => curved(apartPx, { x0: 70, w: 20 }),
    atLeast: 60,
    unit: ' px between the eyes',
    decimals: 0,
    low: 'fine features are lost',
  },
  {
    name: 'head size',
    standard: iso,
    value: ({ geometry, photo }) => geometry.eyeToChinPx / photo.heightPx,
    quality: (share) => falling(Math.abs(share - 0.45), { h: 200, x0: 0, w: 0.05 }),
    atLeast: 0.12,
    atMost: 0.6,
    unit: ' of the height from eyes to chin',
    decimals: 2,
    low: 'the head is small in the picture',
    high: 'the head hardly fits into the picture',
  },
  {
    name: 'sharpness',
    standard: ours,
    value: ({ canonical }) => sharpness(canonical),
    quality: (detail) => curved(detail, { x0: 0.03, w: 0.008 }),
    atLeast: 0.03,
    unit: '',
    decimals: 3,
    low: 'the face is blurred or was enlarged',
  },
  {
    name: 'compression',
    standard: ours,
    value: ({ photo, face }) => blockiness(photo, face.box),
    quality: (excess) => falling(excess, { x0: 1.6, w: 0.15 }),
    atMost: 1.6,
    unit: ' times the steps on block edges',
    decimals: 2,
    high: 'compression has left blocks in the face',
  },
]

const areaOf = ({ box }: Face): number => box.widthPx * box.heightPx

const angle = (
  name: 'yaw' | 'pitch' | 'roll',
  of: { atMost: number; fault: string; label: string },
): Component => ({
  name,
  standard: near,
  label: of.label,
  value: ({ pose }) => pose[name],
  quality: ofAngle,
  atLeast: -of.atMost,
  atMost: of.atMost,
  unit: '°',
  decimals: 0,
  low: of.fault,
  high: of.fault,
})

const head: readonly Component[] = [
  {
    name: 'single face',
    standard: iso,
    value: ({ face, others }) => {
      const [largest = 1, second = 0] = [face, ...others].map(areaOf).sort((a, b) => b - a)
      return second / largest
    },
    quality: (share) => asQuality(100 * (1 - share)),
    atMost: 0.5,
    label: 'Second largest face',
    unit: ' of the largest',
    decimals: 2,
    high: 'another face is nearly as large',
  },
  angle('yaw', { label: 'Head turned by', atMost: 20, fault: 'the face is seen from one side' }),
  angle('pitch', { label: 'Head tipped by', atMost: 30, fault: 'the face is seen from above or below' }),
  angle('roll', { label: 'Head leaning by', atMost: 8, fault: 'the head leans' }),
  {
    name: 'eyes open',
    standard: iso,
    value: ({ geometry }) => geometry.eyeOpeningPx / geometry.eyeToChinPx,
    quality: (opening) => curved(opening, { x0: 0.02, w: 0.01 }),
    atLeast: 0.03,
    unit: ' eye-to-chin lengths between the lids',
    decimals: 3,
    low: 'an eye is shut or nearly so',
  },
  {
    name: 'mouth closed',
    standard: iso,
    value: ({ geometry }) => geometry.mouthOpeningPx / geometry.eyeToChinPx,
    quality: (gap) => falling(gap, { h: 100, x0: 0.2, w: 0.06 }),
    atMost: 0.2,
    unit: ' eye-to-chin lengths between the lips',
    decimals: 2,
    high: 'the mouth is open',
  },
]

const margins: readonly Component[] = [
  {
    name: 'left margin',
    standard: iso,
    // To the eye on the right, and from it on the other side: as the reference implementation has it.
    value: ({ geometry }) => geometry.rightEye.x / geometry.eyesApartPx,
    quality: (lengths) => curved(lengths, { x0: 0.9, w: 0.1 }),
    atLeast: 1.6,
    unit: eyeDistances,
    decimals: 1,
    low: 'the face is cut off at the left of the picture',
  },
  {
    name: 'right margin',
    standard: iso,
    value: ({ geometry, photo }) => (photo.widthPx - geometry.leftEye.x) / geometry.eyesApartPx,
    quality: (lengths) => curved(lengths, { x0: 0.9, w: 0.1 }),
    atLeast: 1.6,
    unit: eyeDistances,
    decimals: 1,
    low: 'the face is cut off at the right of the picture',
  },
  {
    name: 'margin above',
    standard: iso,
    value: ({ geometry }) => geometry.eyeMidpoint.y / geometry.eyeToChinPx,
    quality: (lengths) => curved(lengths, { x0: 1.4, w: 0.1 }),
    atLeast: 1.2,
    unit: chins,
    decimals: 1,
    low: 'the head is cut off above',
  },
  {
    name: 'margin below',
    standard: iso,
    value: ({ geometry, photo }) => (photo.heightPx - geometry.eyeMidpoint.y) / geometry.eyeToChinPx,
    quality: (lengths) => curved(lengths, { x0: 1.8, w: 0.1 }),
    atLeast: 1.3,
    unit: chins,
    decimals: 1,
    low: 'the head is cut off below',
  },
]

/** In the order of `qualityNames`. */
export const components: readonly Component[] = [...size, ...lightComponents, ...head, ...margins]
