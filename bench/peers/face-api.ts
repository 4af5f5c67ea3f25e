import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import sharp from 'sharp'
import { requirePackage } from './require-package.ts'

export type FaceApi = {
  /** Versions and what of the processor it uses. */
  readonly words: string
  /** Decode, detect, landmarks, align and embed, as its own documentation chains them. */
  readonly embed: (path: string) => Promise<{ readonly ms: number; readonly templates: number }>
}

type Tensor = { readonly dispose: () => void }
type TensorFlow = {
  readonly version_core: string
  readonly setBackend: (name: string) => Promise<boolean>
  readonly ready: () => Promise<void>
  readonly tensor3d: (values: Uint8Array, shape: readonly number[], type: string) => Tensor
  readonly env: () => { readonly getAsync: (flag: string) => Promise<unknown> }
}
type Wasm = {
  readonly setWasmPaths: (folder: string) => void
  readonly setThreadsCount: (count: number) => void
}
type Net = { readonly loadFromDisk: (folder: string) => Promise<void> }
type Detection = {
  readonly withFaceLandmarks: () => {
    readonly withFaceDescriptor: () => Promise<{ readonly descriptor: Float32Array } | undefined>
  }
}
type Package = {
  readonly version: string
  readonly tf: { readonly getBackend: () => string }
  readonly nets: Readonly<Record<'ssdMobilenetv1' | 'faceLandmark68Net' | 'faceRecognitionNet', Net>>
  readonly detectSingleFace: (input: Tensor) => Detection
}

/** face-api on TensorFlow.js WebAssembly: SIMD where the processor has it; threads it has none in Node. */
export async function openFaceApi(): Promise<FaceApi> {
  const tf = requirePackage<TensorFlow>('@tensorflow/tfjs')
  const wasm = requirePackage<Wasm>('@tensorflow/tfjs-backend-wasm')
  const find = createRequire(import.meta.url)
  wasm.setWasmPaths(dirname(find.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm')) + sep)
  const faceapi = requirePackage<Package>('@vladmandic/face-api/dist/face-api.node-wasm.js')
  await tf.setBackend('wasm')
  await tf.ready()
  if (faceapi.tf.getBackend() !== 'wasm') throw new Error('face-api does not run on WebAssembly here')
  const weights = join(dirname(find.resolve('@vladmandic/face-api/package.json')), 'model')
  for (const net of netsOf(faceapi)) await net.loadFromDisk(weights)
  const [simd, threads] = await Promise.all(
    ['WASM_HAS_SIMD_SUPPORT', 'WASM_HAS_MULTITHREAD_SUPPORT'].map((flag) => tf.env().getAsync(flag)),
  )
  return {
    words: `face-api ${faceapi.version}, TensorFlow.js ${tf.version_core} WASM, ${simd ? 'SIMD' : 'no SIMD'}, ${threads ? 'threads' : 'one thread'}`,
    embed: async (path) => {
      const bytes = await readFile(path)
      const startedAt = performance.now()
      const { data, info } = await sharp(bytes)
        .removeAlpha()
        .toColourspace('srgb')
        .raw()
        .toBuffer({ resolveWithObject: true })
      const tensor = tf.tensor3d(new Uint8Array(data), [info.height, info.width, info.channels], 'int32')
      const found = await faceapi.detectSingleFace(tensor).withFaceLandmarks().withFaceDescriptor()
      tensor.dispose()
      return { ms: performance.now() - startedAt, templates: found === undefined ? 0 : 1 }
    },
  }
}

const netsOf = ({ nets }: Package): readonly Net[] => [
  nets.ssdMobilenetv1,
  nets.faceLandmark68Net,
  nets.faceRecognitionNet,
]
