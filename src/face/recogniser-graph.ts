import { assert } from '../kernel/index.ts'
import { centredInput } from './centred-input.ts'
import { convolution, kernelOf, scaledKernel } from './convolution.ts'
import { type GraphValue, type OnnxGraph, onnxGraph } from './onnx-graph.ts'
import type { Weights } from './weights-manifest.ts'

/** Edge of the aligned face the recogniser looks at, and the length of what it gives. */
export const recogniserInputPx = 150
export const templateDimension = 128
/** What the builder calls the last value of this graph. */
export const templateTensor = 'value86'

/** Residual blocks in order: channels, how many, and whether the first halves the picture. */
const stages = [
  { down: undefined, blocks: ['conv32_1', 'conv32_2', 'conv32_3'] },
  {
    down: { name: 'conv64_down', newChannels: 32, evens: false },
    blocks: ['conv64_1', 'conv64_2', 'conv64_3'],
  },
  { down: { name: 'conv128_down', newChannels: 64, evens: false }, blocks: ['conv128_1', 'conv128_2'] },
  { down: { name: 'conv256_down', newChannels: 128, evens: true }, blocks: ['conv256_1', 'conv256_2'] },
  { down: { name: 'conv256_down_out', newChannels: 0, evens: true }, blocks: [] },
] as const

type Down = NonNullable<(typeof stages)[number]['down']>

/**
 * dlib's face_recognition_resnet_model_v1 (King 2017), as face-api carries it: a 29-layer residual network.
 * In: RGB 0 to 255 [n,3,150,150]. Out: [n,128].
 */
export function recogniserGraph(weights: Weights): Uint8Array {
  const graph = onnxGraph()
  const layer = recogniserLayers(graph, weights)
  let value = layer.relu(layer.scaled(centredInput(graph), 'conv32_down', { stride: 2, padding: 0 }))
  value = graph.node('MaxPool', [value], { kernel_shape: [3, 3], strides: [2, 2] })
  for (const stage of stages) {
    if (stage.down) value = layer.halving(value, stage.down)
    for (const name of stage.blocks) value = layer.residual(value, name)
  }
  value = graph.node('Flatten', [graph.node('GlobalAveragePool', [value])], { axis: 1 })
  const output = graph.node('MatMul', [
    value,
    graph.floats([256, templateDimension], weights.weight('fc').values),
  ])
  assert(output === templateTensor, 'the template is named as model.json says')
  return graph.finish({
    inputs: [{ name: 'input', shape: ['n', 3, recogniserInputPx, recogniserInputPx] }],
    outputs: [{ name: output, shape: ['n', templateDimension] }],
  })
}

function recogniserLayers(graph: OnnxGraph, weights: Weights) {
  const values = (name: string) => weights.weight(name).values
  const relu = (value: GraphValue) => graph.node('Relu', [value])

  /** Convolution, then dlib's affine layer, folded into one. */
  const scaled = (input: GraphValue, name: string, place: { stride: number; padding: number }) => {
    const factors = values(`${name}/scale/weights`)
    const shifts = values(`${name}/scale/biases`)
    const bias = values(`${name}/conv/bias`).map(
      (value, at) => value * (factors[at] ?? 0) + (shifts[at] ?? 0),
    )
    const kernel = scaledKernel(kernelOf(weights.weight(`${name}/conv/filters`)), factors)
    return convolution(graph, input, { kernel, bias, ...place })
  }
  const padded = (input: GraphValue, ends: readonly number[]) =>
    graph.node('Pad', [input, graph.integers([0, 0, 0, 0, ...ends])], { mode: 'constant' })

  const residual = (input: GraphValue, name: string): GraphValue => {
    const inner = relu(scaled(input, `${name}/conv1`, { stride: 1, padding: 1 }))
    return relu(graph.node('Add', [scaled(inner, `${name}/conv2`, { stride: 1, padding: 1 }), input]))
  }
  /** Half the size, more channels; zeros fill what either branch lacks, as in dlib. */
  const halving = (input: GraphValue, { name, newChannels, evens }: Down): GraphValue => {
    const inner = relu(scaled(input, `${name}/conv1`, { stride: 2, padding: 0 }))
    let outer = scaled(inner, `${name}/conv2`, { stride: 1, padding: 1 })
    let shortcut = graph.node('AveragePool', [input], { kernel_shape: [2, 2], strides: [2, 2] })
    if (evens) outer = padded(outer, [0, 0, 1, 1])
    if (newChannels > 0) shortcut = padded(shortcut, [0, newChannels, 0, 0])
    return relu(graph.node('Add', [shortcut, outer]))
  }
  return { relu, scaled, residual, halving }
}
