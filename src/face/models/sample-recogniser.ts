import { convolution } from '../convolution.ts'
import { onnxGraph } from '../onnx-graph.ts'

/**
 * For tests only: a recogniser as small as they come, [n,3,112,112] to 196 numbers: four kinds of coarse edges at 49 places. It
 * knows nobody, but its answers are a model's: they follow from the picture, and another `seed` gives another model.
 */
export function sampleRecogniser({
  seed = 1,
  batch = 'n',
}: {
  seed?: number
  batch?: 'n' | 1
} = {}): Uint8Array {
  const graph = onnxGraph()
  let state = seed
  const next = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647 - 0.5
  }
  const values = Float32Array.from({ length: 4 * 3 * 16 * 16 }, next)
  const edges = convolution(graph, 'input', {
    kernel: { shape: [4, 3, 16, 16], values },
    stride: 16,
    padding: 0,
  })
  const output = graph.node('Flatten', [edges], { axis: 1 })
  return graph.finish({
    inputs: [{ name: 'input', shape: [batch, 3, 112, 112] }],
    outputs: [{ name: output, shape: [batch, 196] }],
  })
}
