import { InferenceSession, Tensor } from 'onnxruntime-node'
import { must } from '../kernel/index.ts'
import { sessionOptions } from './session-options.ts'

/** Some pictures of one size: planes red, green, blue of each, values 0 to 255. */
export type PictureBatch = {
  readonly pixels: Float32Array
  readonly count: number
  readonly widthPx: number
  readonly heightPx: number
}

/** One loaded network: pictures in, the outputs in graph order out. Calls may overlap. */
export type Network = {
  readonly run: (pictures: PictureBatch) => Promise<readonly Float32Array[]>
  readonly close: () => Promise<void>
}

export async function openNetwork(path: string, options: { threads: number }): Promise<Network> {
  const session = await InferenceSession.create(path, sessionOptions(options))
  return {
    run: async ({ pixels, count, widthPx, heightPx }) => {
      const input = new Tensor('float32', pixels, [count, 3, heightPx, widthPx])
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
