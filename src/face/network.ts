import { InferenceSession, Tensor } from 'onnxruntime-node'
import { must } from '../kernel/index.ts'

/** One loaded network: planar RGB squares in, the outputs in graph order out. */
export type Network = {
  /** `pixels` holds `count` squares of three planes, values 0 to 255. */
  readonly run: (pixels: Float32Array, count: number) => Promise<readonly Float32Array[]>
  readonly close: () => Promise<void>
}

export async function openNetwork(
  path: string,
  options: { inputPx: number; threads: number },
): Promise<Network> {
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: options.threads,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  })
  return {
    run: async (pixels, count) => {
      const input = new Tensor('float32', pixels, [count, 3, options.inputPx, options.inputPx])
      const outputs = await session.run({ input })
      return session.outputNames.map((name) => floats(must(outputs[name], `output ${name}`)))
    },
    close: () => session.release(),
  }
}

function floats(tensor: Tensor): Float32Array {
  if (tensor.data instanceof Float32Array) return tensor.data
  throw new Error('a network gave something other than 32-bit floats')
}
