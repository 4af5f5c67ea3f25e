import { z } from 'zod'
import { fivePoints } from './reference-points.ts'

/** Lengths of a template that the matcher can hold. */
export const dimensionLimits = { least: 64, most: 1024 } as const

const share = z.number().min(-1).max(2)
const eachColour = z.tuple([z.number(), z.number(), z.number()])
const tensorName = z.string().min(1).max(200)

/**
 * Everything that must be known to run a recogniser: what it is fed, how the face lies in it, what it gives. model.json
 * comes from outside, so this is strict. Each value is (pixel − mean) × scale, pixels from 0 to 255; colours in
 * the order of `channels`.
 */
export const recogniserSchema = z.strictObject({
  file: z.string().regex(/^[A-Za-z0-9][\w.-]{0,99}\.onnx$/),
  input: z.strictObject({
    tensor: tensorName,
    /** Edge of the square the network looks at. */
    sizePx: z.number().int().min(16).max(1024),
    layout: z.enum(['nchw', 'nhwc']),
    channels: z.enum(['rgb', 'bgr']),
    mean: eachColour,
    scale: eachColour.refine((values) => values.every((value) => value !== 0)),
    /** Whether several faces may go in at once. */
    batch: z.enum(['any', 'one']),
  }),
  output: z.strictObject({
    tensor: tensorName,
    dimension: z.number().int().min(dimensionLimits.least).max(dimensionLimits.most),
  }),
  alignment: z.strictObject({
    /** In the unit square of the face; which becomes the input when there is no padding. */
    points: z
      .array(
        z.strictObject({
          from: z.union([z.enum(fivePoints), z.number().int().min(0).max(67)]),
          x: share,
          y: share,
        }),
      )
      .min(2)
      .max(68),
    padding: z.number().min(0).max(2),
  }),
  /** Whether the template is the mean of the answers to the face and to its mirror image. */
  mirrored: z.boolean(),
})
export type RecogniserDescription = z.infer<typeof recogniserSchema>
