/** Which rows of an interlaced frame are kept. */
export type FieldKept = 'upper' | 'lower' | 'blend'
export const fieldsKept: readonly FieldKept[] = ['upper', 'lower', 'blend']

/** One step of a recipe: a named operation in the version that it was made with. Whole numbers only. */
export type Step =
  | ({ readonly op: 'crop'; readonly version: 1 } & Readonly<
      Record<'xPx' | 'yPx' | 'widthPx' | 'heightPx', number>
    >)
  | { readonly op: 'rotate'; readonly version: 1; readonly centidegrees: number }
  | { readonly op: 'scale'; readonly version: 1; readonly percent: number }
  | ({ readonly op: 'light'; readonly version: 1 } & Readonly<
      Record<'brightnessPercent' | 'contrastPercent', number>
    >)
  | { readonly op: 'grey'; readonly version: 1 }
  | { readonly op: 'deinterlace'; readonly version: 1; readonly keep: FieldKept }
  | ({ readonly op: 'aspect'; readonly version: 1 } & Readonly<Record<'pixelWidth' | 'pixelHeight', number>>)

export type Recipe = readonly Step[]
export type OperationName = Step['op']

export type NumberLimit = { readonly least: number; readonly most: number }
type Operation = {
  readonly version: 1
  readonly title: string
  /** What it does to a picture, and what it leaves alone. */
  readonly says: string
  /** Code of image transformations in ANSI/NIST-ITL, field 10.044; undefined where the standard has none. */
  readonly itxCode: string | undefined
  readonly numbers: Readonly<Record<string, NumberLimit>>
}

const edge = { least: 0, most: 100_000 }

/**
 * Every operation there is. Each one moves, averages, stretches or re-shades what the picture already shows. None draws,
 * copies, mirrors or fills, so none can put anything into a face; such a one must not be added to this table.
 */
export const operations: Readonly<Record<OperationName, Operation>> = {
  crop: {
    version: 1,
    title: 'Crop',
    says: 'Keeps a rectangle; the pixels in it do not change.',
    itxCode: 'CROP',
    numbers: { xPx: edge, yPx: edge, widthPx: edge, heightPx: edge },
  },
  rotate: {
    version: 1,
    title: 'Rotate',
    says: 'Turns the whole picture in its plane. Quarter turns move pixels and change none; other angles average the four nearest.',
    itxCode: 'ROTATE',
    numbers: { centidegrees: { least: -18_000, most: 18_000 } },
  },
  scale: {
    version: 1,
    title: 'Scale',
    says: 'Makes width and height larger or smaller by the same share. Enlarging adds no detail.',
    itxCode: 'INTERPOLATE',
    numbers: { percent: { least: 10, most: 400 } },
  },
  light: {
    version: 1,
    title: 'Brightness and contrast',
    says: 'Changes every pixel of the whole picture by the same rule.',
    itxCode: 'CONTRAST',
    numbers: { brightnessPercent: { least: -60, most: 60 }, contrastPercent: { least: -80, most: 200 } },
  },
  grey: {
    version: 1,
    title: 'Grey',
    says: 'Takes the colour out and keeps the luminance.',
    itxCode: 'GRAY',
    numbers: {},
  },
  deinterlace: {
    version: 1,
    title: 'De-interlace',
    says: 'Keeps one of the two fields of a video frame and averages between its rows, or blends both.',
    itxCode: undefined,
    numbers: {},
  },
  aspect: {
    version: 1,
    title: 'Aspect repair',
    says: 'Stretches one direction so that pixels that were not square become so.',
    itxCode: 'DIST',
    numbers: { pixelWidth: { least: 1, most: 256 }, pixelHeight: { least: 1, most: 256 } },
  },
}

export const operationNames = Object.keys(operations) as readonly OperationName[]

export const recipeLimits = {
  /** Recipes of one request: enough to try, few enough to account for. */
  recipes: 8,
  steps: 24,
  /** No step may give more pixels than this, so that a recipe cannot take the memory of the house. */
  resultPixels: 20_000_000,
  /** The face room refuses smaller pictures. */
  minEdgePx: 48,
  /** Pixels may be at most so many times as wide as high, or as high as wide. */
  aspectRatio: 4,
} as const
