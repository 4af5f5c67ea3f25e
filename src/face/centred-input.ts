import type { GraphValue, OnnxGraph } from './onnx-graph.ts'

/** Mean red, green and blue that dlib's and face-api's networks were trained with. */
const meanRgb = Float32Array.of(122.782, 117.001, 104.298)

/** RGB 0 to 255 less its mean, over 255. */
export function centredInput(graph: OnnxGraph): GraphValue {
  const centred = graph.node('Sub', ['input', graph.floats([1, 3, 1, 1], meanRgb)])
  return graph.node('Mul', [centred, graph.floats([], Float32Array.of(1 / 255))])
}
