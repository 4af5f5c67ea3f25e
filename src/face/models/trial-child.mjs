// Opens an ONNX file that nobody vouches for, in a process of its own: whatever it does to the runtime, it does there.
import { readFileSync } from 'node:fs'
import { InferenceSession, Tensor } from 'onnxruntime-node'

// Before the first network is opened, or the runtime reports to its maker; see no-telemetry.ts.
process.env.ORT_DISABLE_TELEMETRY = '1'

const ports = (list) =>
  list.map(({ name, isTensor, type, shape }) => ({
    name,
    type: isTensor ? type : 'none',
    shape: isTensor ? shape.map((size) => (typeof size === 'number' && size > 0 ? size : 'any')) : [],
  }))

let session
const work = {
  open: async ({ path }) => {
    const bytes = readFileSync(path)
    session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 4 })
    return { inputs: ports(session.inputMetadata), outputs: ports(session.outputMetadata) }
  },
  run: async ({ tensor, output, values, shape }) => {
    const answer = (await session.run({ [tensor]: new Tensor('float32', values, shape) }, [output]))[output]
    if (!(answer?.data instanceof Float32Array)) throw new Error('the answer is not of 32-bit floats')
    return { shape: answer.dims, values: answer.data }
  },
}

process.on('message', ({ act, ...given }) => {
  work[act](given).then(
    (answer) => process.send({ answer }),
    (error) => process.send({ fault: String(error?.message ?? error).slice(0, 300) }),
  )
})
process.on('disconnect', () => process.exit(0))
