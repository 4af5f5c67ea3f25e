import { dlibMeanFace } from '../dlib-mean-face.ts'
import type { RecogniserDescription } from '../recogniser-description.ts'
import { fivePoints } from '../reference-points.ts'

type Input = RecogniserDescription['input']

/** How a family of published recognisers wants its faces. Tensor names, layout and dimension are read from the file. */
export type Preset = {
  readonly words: string
  readonly sizePx: number
  readonly channels: Input['channels']
  /** `as-graph` is the rule of the insightface package: a graph that begins by subtracting and multiplying scales itself. */
  readonly scaling: 'inside' | 'as-graph'
  readonly alignment: RecogniserDescription['alignment']
  readonly mirrored: boolean
  /** Length of the template, where the preset is for one published network. */
  readonly dimension?: number
  /** Licence under which its maker publishes that one network, and how its files are called. */
  readonly published?: { readonly licence: string; readonly name: string; readonly origin: string }
}

/** Five reference points, given in pixels of an input with this edge, and nothing around them. */
export const fivePointAlignment = (points: readonly (readonly [x: number, y: number])[], edge = 1) => ({
  points: fivePoints.map((from, at) => {
    const [x, y] = points[at] ?? [0, 0]
    return { from, x: x / edge, y: y / edge }
  }),
  padding: 0,
})

/** Reference points of ArcFace and of all that follow it, at 112 px (insightface `arcface_dst`). */
export const arcFacePoints = fivePointAlignment(
  [
    [38.2946, 51.6963],
    [73.5318, 51.5014],
    [56.0252, 71.7366],
    [41.5493, 92.3655],
    [70.7299, 92.2041],
  ],
  112,
)

export const presets: Readonly<Record<string, Preset>> = {
  'arcface-112': {
    words:
      'ArcFace and its kin (SFace, AuraFace, MobileFace): RGB, 112 px, scaled inside or by (x - 127.5) / 127.5',
    sizePx: 112,
    channels: 'rgb',
    scaling: 'as-graph',
    alignment: arcFacePoints,
    mirrored: true,
  },
  'omz-0095-128': {
    words: 'face-reidentification-retail-0095 of the Open Model Zoo: BGR, 128 px, 0 to 255',
    sizePx: 128,
    channels: 'bgr',
    scaling: 'inside',
    // Reference landmarks of the Open Model Zoo's face recognition demonstration.
    alignment: fivePointAlignment([
      [0.3156, 0.4616],
      [0.6826, 0.4616],
      [0.5003, 0.6405],
      [0.3495, 0.8247],
      [0.6534, 0.8247],
    ]),
    mirrored: true,
    dimension: 256,
    published: {
      licence: 'Apache-2.0',
      name: 'face-reidentification-retail-0095',
      origin: 'Open Model Zoo, as named by its preset',
    },
  },
  'dlib-150': {
    words: "dlib's network, as the default model has it: RGB, 150 px, 0 to 255, aligned to dlib's mean face",
    sizePx: dlibMeanFace.sizePx,
    channels: 'rgb',
    scaling: 'inside',
    alignment: { points: [...dlibMeanFace.points], padding: dlibMeanFace.padding },
    mirrored: true,
  },
}

/** The preset whose input and output a file has; undefined when none or several have them. */
export function presetOfShape(shape: { sizePx: number; dimension: number }): string | undefined {
  const fitting = Object.entries(presets).filter(
    ([, { sizePx, dimension }]) =>
      sizePx === shape.sizePx && (dimension === undefined || dimension === shape.dimension),
  )
  return fitting.length === 1 ? fitting[0]?.[0] : undefined
}

/** Names of the presets with a line of explanation each. */
export const presetWords = Object.entries(presets).map(([name, { words }]) => ({ name, words }))
