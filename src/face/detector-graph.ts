import { convolution, depthwiseKernelOf, kernelOf, scaledKernel } from './convolution.ts'
import { type GraphValue, type OnnxGraph, onnxGraph } from './onnx-graph.ts'
import type { Weights } from './weights-manifest.ts'

/** The edges of what the detector looks at are multiples of this, so that its two finest grids fit; `anchorTable` knows of the others. */
export const detectorStepPx = 32

/** The batch normalisation epsilon these weights were trained with. */
const epsilon = 0.001

/**
 * SSD with a MobileNetV1 body (Liu et al. 2016; Howard et al. 2017), as face-api trained it.
 * In: RGB 0 to 255 [n,3,h,w], h and w multiples of `detectorStepPx`. Out: for each anchor of `anchorTable` box offsets
 * [n,anchors,4] and class confidences [n,anchors,3] (1 = face).
 */
export function detectorGraph(weights: Weights): Uint8Array {
  const graph = onnxGraph()
  const layers = mobileNetLayers(graph, weights)
  const scaled = graph.node('Mul', ['input', graph.floats([], Float32Array.of(1 / 127.5))])
  let value = layers.pointwise(
    graph.node('Sub', [scaled, graph.floats([], Float32Array.of(1))]),
    'MobilenetV1/Conv2d_0_pointwise',
    2,
  )
  const looks: GraphValue[] = []
  for (let layer = 1; layer <= 13; layer++) {
    const stride = [2, 4, 6, 12].includes(layer) ? 2 : 1
    value = layers.depthwise(value, `MobilenetV1/Conv2d_${layer}_depthwise`, stride)
    value = layers.pointwise(value, `MobilenetV1/Conv2d_${layer}_pointwise`, 1)
    if (layer === 11 || layer === 13) looks.push(value)
  }
  for (let layer = 0; layer < 8; layer++) {
    const halving = layer % 2 === 1
    value = layers.pointwise(value, `Prediction/Conv2d_${layer}_pointwise`, halving ? 2 : 1)
    if (halving) looks.push(value)
  }
  const boxes = looks.map((look, at) => predictor(graph, look, { weights, at, kind: 'Box', values: 4 }))
  const classes = looks.map((look, at) => predictor(graph, look, { weights, at, kind: 'Class', values: 3 }))
  const allBoxes = graph.node('Concat', boxes, { axis: 1 })
  const confidences = graph.node('Sigmoid', [graph.node('Concat', classes, { axis: 1 })])
  return graph.finish({
    inputs: [{ name: 'input', shape: ['n', 3, 'h', 'w'] }],
    outputs: [
      { name: allBoxes, shape: ['n', 'anchors', 4] },
      { name: confidences, shape: ['n', 'anchors', 3] },
    ],
  })
}

function mobileNetLayers(graph: OnnxGraph, weights: Weights) {
  const low = graph.floats([], Float32Array.of(0))
  const high = graph.floats([], Float32Array.of(6))
  const relu6 = (value: GraphValue) => graph.node('Clip', [value, low, high])
  const values = (name: string) => weights.weight(name).values
  return {
    pointwise: (input: GraphValue, name: string, stride: number): GraphValue =>
      relu6(
        convolution(graph, input, {
          kernel: kernelOf(weights.weight(`${name}/weights`)),
          bias: values(`${name}/convolution_bn_offset`),
          stride,
          padding: 'same',
        }),
      ),
    depthwise: (input: GraphValue, name: string, stride: number): GraphValue => {
      const variance = values(`${name}/BatchNorm/moving_variance`)
      const mean = values(`${name}/BatchNorm/moving_mean`)
      const gamma = values(`${name}/BatchNorm/gamma`)
      const factors = gamma.map((value, at) => value / Math.sqrt((variance[at] ?? 0) + epsilon))
      const bias = values(`${name}/BatchNorm/beta`).map(
        (beta, at) => beta - (mean[at] ?? 0) * (factors[at] ?? 0),
      )
      const kernel = scaledKernel(depthwiseKernelOf(weights.weight(`${name}/depthwise_weights`)), factors)
      return relu6(convolution(graph, input, { kernel, bias, stride, padding: 'same' }))
    },
  }
}

type PredictorOptions = {
  readonly weights: Weights
  readonly at: number
  readonly kind: 'Box' | 'Class'
  readonly values: number
}

/** One head: a 1×1 convolution, then anchors as rows. */
function predictor(graph: OnnxGraph, look: GraphValue, options: PredictorOptions): GraphValue {
  const { weights, at, kind, values } = options
  const name = `Prediction/BoxPredictor_${at}/${kind === 'Box' ? 'BoxEncoding' : 'Class'}Predictor`
  const output = convolution(graph, look, {
    kernel: kernelOf(weights.weight(`${name}/weights`)),
    bias: weights.weight(`${name}/biases`).values,
    stride: 1,
    padding: 'same',
  })
  const channelsLast = graph.node('Transpose', [output], { perm: [0, 2, 3, 1] })
  return graph.node('Reshape', [channelsLast, graph.integers([0, -1, values])])
}
