import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { must } from '../kernel/index.ts'

/** One array of a network, dequantised; shape in TensorFlow order (kernels: height, width, in, out). */
export type Weight = { readonly shape: readonly number[]; readonly values: Float32Array }
export type Weights = { readonly weight: (name: string) => Weight }

/** The TensorFlow.js weights manifest, as far as the three networks use it. */
const manifestSchema = z.array(
  z.object({
    paths: z.array(z.string().regex(/^[\w.-]+$/)),
    weights: z.array(
      z.object({
        name: z.string(),
        shape: z.array(z.number().int().nonnegative()),
        dtype: z.enum(['float32', 'int32']),
        quantization: z.object({ dtype: z.literal('uint8'), scale: z.number(), min: z.number() }).optional(),
      }),
    ),
  }),
)

const modelFolder = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'model')

/** Reads the weights of one network from the installed face-api package. */
export async function readWeights(network: string): Promise<Weights> {
  const folder = modelFolder()
  const manifest = manifestSchema.parse(
    JSON.parse(await readFile(join(folder, `${network}-weights_manifest.json`), 'utf8')),
  )
  const found = new Map<string, Weight>()
  for (const group of manifest) {
    const bytes = Buffer.concat(await Promise.all(group.paths.map((path) => readFile(join(folder, path)))))
    let at = 0
    for (const { name, shape, dtype, quantization } of group.weights) {
      const count = shape.reduce((product, size) => product * size, 1)
      const values = new Float32Array(count)
      for (let index = 0; index < count; index++) {
        if (quantization) values[index] = bytes.readUInt8(at + index) * quantization.scale + quantization.min
        else if (dtype === 'float32') values[index] = bytes.readFloatLE(at + index * 4)
        else values[index] = bytes.readInt32LE(at + index * 4)
      }
      at += count * (quantization ? 1 : 4)
      found.set(name, { shape, values })
    }
  }
  return { weight: (name) => must(found.get(name), `weight ${name} of ${network}`) }
}
