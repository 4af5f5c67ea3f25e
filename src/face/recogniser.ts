import { InferenceSession, Tensor } from 'onnxruntime-node'
import { must } from '../kernel/index.ts'
import type { RecogniserDescription } from './recogniser-description.ts'
import { sessionOptions } from './session-options.ts'

/** An opened recogniser: aligned faces in, raw answers out. */
export type Recogniser = {
  readonly description: RecogniserDescription
  /** `chips` holds `count` squares of planes red, green, blue, 0 to 255; gives `count` answers of `dimension` numbers. */
  readonly run: (chips: Float32Array, count: number) => Promise<Float32Array>
  readonly close: () => Promise<void>
}

/** Faces that go through the network at once: more bring no speed, and their inner pictures cost memory. */
const mostAtOnce = 16

/** Opens the bytes of an ONNX file; by bytes and not by path, so that what was checked is what runs. */
export async function openRecogniser(
  bytes: Uint8Array,
  options: { description: RecogniserDescription; threads: number },
): Promise<Recogniser> {
  const { description } = options
  const { input, output } = description
  const session = await InferenceSession.create(bytes, sessionOptions(options))
  const perChip = 3 * input.sizePx * input.sizePx
  const step = input.batch === 'one' ? 1 : mostAtOnce

  const some = async (chips: Float32Array, count: number): Promise<Float32Array> => {
    const { values, shape } = feedOf(chips, { input, count })
    const tensor = new Tensor('float32', values, shape)
    const answers = await session.run({ [input.tensor]: tensor }, [output.tensor])
    const { data } = must(answers[output.tensor], 'output of the recogniser')
    if (data instanceof Float32Array && data.length === count * output.dimension) return data
    throw new Error('the recogniser gave something other than its templates')
  }
  return {
    description,
    run: async (chips, count) => {
      if (count <= step) return some(chips, count)
      const answers = new Float32Array(count * output.dimension)
      for (let from = 0; from < count; from += step) {
        const part = Math.min(step, count - from)
        const answer = await some(chips.subarray(from * perChip, (from + part) * perChip), part)
        answers.set(answer, from * output.dimension)
      }
      return answers
    },
    close: () => session.release(),
  }
}

/** What the network is fed for these chips. */
export function feedOf(
  chips: Float32Array,
  of: { input: RecogniserDescription['input']; count: number },
): { values: Float32Array; shape: readonly number[] } {
  const { sizePx, layout } = of.input
  const shape = layout === 'nchw' ? [of.count, 3, sizePx, sizePx] : [of.count, sizePx, sizePx, 3]
  return { values: asFed(chips, of), shape }
}

/** The chips as this network wants them: colours in its order, less the mean, scaled, in its layout. */
function asFed(
  chips: Float32Array,
  { input, count }: { input: RecogniserDescription['input']; count: number },
): Float32Array {
  const { channels, layout, mean, scale } = input
  const plain = mean.every((value) => value === 0) && scale.every((value) => value === 1)
  if (plain && channels === 'rgb' && layout === 'nchw') return chips
  const plane = input.sizePx * input.sizePx
  const fed = new Float32Array(count * 3 * plane)
  for (let chip = 0; chip < count; chip++) {
    const start = chip * 3 * plane
    for (let channel = 0; channel < 3; channel++) {
      const source = start + (channels === 'bgr' ? 2 - channel : channel) * plane
      const less = mean[channel] ?? 0
      const times = scale[channel] ?? 1
      const [first, stride] = layout === 'nchw' ? [start + channel * plane, 1] : [start + channel, 3]
      for (let at = 0; at < plane; at++) fed[first + at * stride] = ((chips[source + at] ?? 0) - less) * times
    }
  }
  return fed
}
