import { Refused } from '../../kernel/index.ts'
import { defaultRecogniserFile } from '../model-description.ts'
import { dimensionLimits, type RecogniserDescription } from '../recogniser-description.ts'
import type { FaceRefusalCode } from '../refusal-code.ts'
import { fivePointAlignment, type Preset, presetOfShape, presets } from './presets.ts'
import type { OnnxFacts } from './read-onnx.ts'
import type { OnnxTrial, Port } from './try-onnx.ts'
import { unsuitable } from './unsuitable.ts'

/** What the operator says about a recogniser; each overrides the preset. */
export type StatedInputs = {
  readonly preset?: string | undefined
  readonly inputSizePx?: number | undefined
  readonly channels?: 'rgb' | 'bgr' | undefined
  readonly mean?: readonly number[] | undefined
  readonly scale?: readonly number[] | undefined
  /** Five points (eyes, nose tip, mouth corners; left of the picture first) as shares of the input's edge. */
  readonly points?: readonly (readonly [number, number])[] | undefined
  readonly mirrored?: boolean | undefined
}

/** No recogniser has more outputs than a few; a detector may have a dozen. */
const mostOutputs = 16

type File = { readonly trial: OnnxTrial; readonly facts: OnnxFacts }
export type Described = {
  readonly recogniser: RecogniserDescription
  /** What was taken for granted, in sentences. */
  readonly assumed: readonly string[]
}

/** Describes a recogniser from its file, a preset and what the operator says. Refuses MODEL_UNSUITABLE, PRESET_NEEDED. */
export async function describeRecogniser(file: File, stated: StatedInputs): Promise<Described> {
  const input = inputOf(file.trial.inputs)
  const asked = stated.preset === undefined ? undefined : namedPreset(stated.preset)
  const sizePx = input.sizePx ?? stated.inputSizePx ?? asked?.sizePx
  if (sizePx === undefined) throw presetNeeded('The file leaves the size of its input open.')
  checkSize(sizePx, { asked: stated.inputSizePx ?? asked?.sizePx })
  const output = await outputOf(file.trial, { ...input, sizePx })
  const assumed: string[] = []
  const name = stated.preset ?? assumedPreset(stated, { sizePx, dimension: output.dimension, assumed })
  const preset = name === undefined ? undefined : presets[name]
  return {
    assumed,
    recogniser: {
      file: defaultRecogniserFile,
      input: {
        tensor: input.tensor,
        sizePx,
        layout: input.layout,
        channels: stated.channels ?? preset?.channels ?? 'rgb',
        ...scaling(stated, { preset, facts: file.facts, assumed }),
        batch: input.batch,
      },
      output,
      alignment: stated.points ? fivePointAlignment(stated.points) : alignmentOf(preset),
      mirrored: stated.mirrored ?? preset?.mirrored ?? true,
    },
  }
}

function namedPreset(name: string): Preset | undefined {
  if (Object.hasOwn(presets, name)) return presets[name]
  throw presetNeeded(`There is no preset ${JSON.stringify(name.slice(0, 40))}.`)
}

function checkSize(sizePx: number, { asked }: { asked: number | undefined }): void {
  if (asked !== undefined && asked !== sizePx)
    throw unsuitable(`The network wants ${sizePx} px; ${asked} px were asked for.`)
  if (sizePx < 16 || sizePx > 1024)
    throw unsuitable(`The network wants ${sizePx} px; 16 to 1024 can be drawn.`)
}

/** The preset that fits the file's input and output, where the operator names neither a preset nor points. */
function assumedPreset(
  stated: StatedInputs,
  of: { sizePx: number; dimension: number; assumed: string[] },
): string | undefined {
  if (stated.points) return undefined
  const found = presetOfShape(of)
  if (found === undefined)
    throw presetNeeded(`No preset is known for ${of.sizePx} px and ${of.dimension} numbers.`)
  of.assumed.push(
    `The preset ${found}, because the file takes ${of.sizePx} px and gives ${of.dimension} numbers.`,
  )
  return found
}

function scaling(
  stated: StatedInputs,
  of: { preset: Preset | undefined; facts: OnnxFacts; assumed: string[] },
): Pick<RecogniserDescription['input'], 'mean' | 'scale'> {
  if (stated.mean || stated.scale) return { mean: three(stated.mean, 0), scale: three(stated.scale, 1) }
  const begin = of.facts.operators.slice(0, 8)
  const inside = begin.includes('Sub') && begin.includes('Mul')
  if (of.preset?.scaling !== 'as-graph') return { mean: [0, 0, 0], scale: [1, 1, 1] }
  of.assumed.push(
    inside
      ? 'The network scales its input itself (it begins with Sub and Mul), so it is given 0 to 255.'
      : 'The network is given (x - 127.5) / 127.5.',
  )
  if (inside) return { mean: [0, 0, 0], scale: [1, 1, 1] }
  return { mean: three([127.5], 0), scale: three([1 / 127.5], 1) }
}

function three(values: readonly number[] | undefined, otherwise: number): [number, number, number] {
  const [first = otherwise, second = first, third = second] = values ?? []
  return [first, second, third]
}

function alignmentOf(preset: Preset | undefined): RecogniserDescription['alignment'] {
  if (preset) return preset.alignment
  throw presetNeeded('Nobody has said where eyes, nose and mouth belong in the input.')
}

function inputOf(inputs: readonly Port[]) {
  const [input] = inputs
  if (!input || inputs.length > 1)
    throw unsuitable(`It takes ${inputs.length} inputs; a recogniser takes one.`)
  const { name, type, shape } = input
  if (type !== 'float32' || shape.length !== 4)
    throw unsuitable(
      `Its input is ${type} of ${shape.length} dimensions; a recogniser takes float32 of four.`,
    )
  const layout = shape[1] === 3 ? ('nchw' as const) : ('nhwc' as const)
  const [batch, ...rest] = shape
  const [height, width] = layout === 'nchw' ? rest.slice(1) : rest
  if ((layout === 'nhwc' && shape[3] !== 3) || height !== width)
    throw unsuitable(`Its input is [${shape.join(', ')}]; it must be a square of three colours.`)
  if (batch !== 'any' && batch !== 1)
    throw unsuitable(`It takes ${batch} faces at a time; it must take one, or any.`)
  return {
    tensor: name,
    layout,
    sizePx: typeof height === 'number' ? height : undefined,
    batch: batch === 1 ? ('one' as const) : ('any' as const),
  }
}

/** The one output that can be a template. What its shape leaves open is found by running the network once on black. */
async function outputOf(
  trial: OnnxTrial,
  input: { tensor: string; layout: 'nchw' | 'nhwc'; sizePx: number },
): Promise<{ tensor: string; dimension: number }> {
  const { least, most } = dimensionLimits
  const { tensor, sizePx } = input
  const shape = input.layout === 'nchw' ? [1, 3, sizePx, sizePx] : [1, sizePx, sizePx, 3]
  const found: { tensor: string; dimension: number }[] = []
  for (const { name, type } of trial.outputs.slice(0, mostOutputs)) {
    if (type !== 'float32') continue
    const values = new Float32Array(3 * sizePx * sizePx)
    const answer = await trial.run({ tensor, output: name, values, shape })
    if (answer.values.length >= least && answer.values.length <= most)
      found.push({ tensor: name, dimension: answer.values.length })
  }
  const [only] = found
  if (only && found.length === 1) return only
  throw unsuitable(
    `${found.length} of its ${trial.outputs.length} outputs are vectors of ${least} to ${most} numbers; a recogniser has one.`,
  )
}

const presetNeeded = (reason: string) =>
  new Refused<FaceRefusalCode>({
    code: 'PRESET_NEEDED',
    reason,
    needed: `Say --preset ${Object.keys(presets).join(', ')}; or --points, --channels and --input-size.`,
  })
