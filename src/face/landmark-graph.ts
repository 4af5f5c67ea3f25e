import { centredInput } from './centred-input.ts'
import { convolution, depthwiseKernelOf, kernelOf } from './convolution.ts'
import { type GraphValue, onnxGraph } from './onnx-graph.ts'
import type { Weights } from './weights-manifest.ts'

/** Edge of the square the landmark network looks at. */
export const landmarkInputPx = 112

/**
 * face-api's 68-point network: four dense blocks of separable convolutions.
 * In: RGB 0 to 255 [n,3,112,112]. Out: [n,136], x and y of each point as shares of the square's edge.
 */
export function landmarkGraph(weights: Weights): Uint8Array {
  const graph = onnxGraph()
  const values = (name: string) => weights.weight(name).values
  const relu = (value: GraphValue) => graph.node('Relu', [value])
  const sum = (a: GraphValue, b: GraphValue) => graph.node('Add', [a, b])

  const plain = (input: GraphValue, name: string): GraphValue =>
    convolution(graph, input, {
      kernel: kernelOf(weights.weight(`${name}/filters`)),
      bias: values(`${name}/bias`),
      stride: 2,
      padding: 'same',
    })
  const separable = (input: GraphValue, name: string, stride: number): GraphValue => {
    const kernel = depthwiseKernelOf(weights.weight(`${name}/depthwise_filter`))
    const spread = convolution(graph, input, { kernel, stride, padding: 'same' })
    return convolution(graph, spread, {
      kernel: kernelOf(weights.weight(`${name}/pointwise_filter`)),
      bias: values(`${name}/bias`),
      stride: 1,
      padding: 'same',
    })
  }
  const denseBlock = (input: GraphValue, name: string): GraphValue => {
    const first = relu(
      name === 'dense0' ? plain(input, `${name}/conv0`) : separable(input, `${name}/conv0`, 2),
    )
    const second = separable(first, `${name}/conv1`, 1)
    const third = separable(relu(sum(first, second)), `${name}/conv2`, 1)
    const soFar = sum(first, sum(second, third))
    return relu(sum(soFar, separable(relu(soFar), `${name}/conv3`, 1)))
  }

  let value = centredInput(graph)
  for (const name of ['dense0', 'dense1', 'dense2', 'dense3']) value = denseBlock(value, name)
  value = graph.node('AveragePool', [value], { kernel_shape: [7, 7], strides: [2, 2] })
  value = graph.node('Flatten', [graph.node('Transpose', [value], { perm: [0, 2, 3, 1] })], { axis: 1 })
  const product = graph.node('MatMul', [value, graph.floats([256, 136], values('fc/weights'))])
  const output = sum(product, graph.floats([136], values('fc/bias')))
  return graph.finish({
    inputs: [{ name: 'input', shape: ['n', 3, landmarkInputPx, landmarkInputPx] }],
    outputs: [{ name: output, shape: ['n', 136] }],
  })
}
