// Decodes one JPEG 2000 codestream in a thread of its own, which is ended from outside when it takes too long. Plain
// JavaScript, so that the thread starts without stripping types. Speaks once: the samples, or undefined.
import { parentPort, workerData } from 'node:worker_threads'
import openCodec from '@cornerstonejs/codec-openjpeg/decodewasmjs'

const { passes, memoryBytes } = workerData

// The codec would grow its memory to 2 GB; a hostile header may ask for all of it.
const grow = WebAssembly.Memory.prototype.grow
WebAssembly.Memory.prototype.grow = function growWithin(pages) {
  if (this.buffer.byteLength + pages * 65_536 > memoryBytes) throw new RangeError('memory limit')
  return grow.call(this, pages)
}

const quiet = () => undefined
const codec = await openCodec({ print: quiet, printErr: quiet })

/** What the codec says of the picture, and the samples as it packs them; no samples when the stream is damaged. */
function decode(stream) {
  const decoder = new codec.J2KDecoder()
  decoder.getEncodedBuffer(stream.length).set(stream)
  decoder.decode()
  const samples = decoder.getDecodedBuffer()
  const { width, height, componentCount, bitsPerSample } = decoder.getFrameInfo()
  decoder.delete()
  return { width, height, componentCount, bitsPerSample, samples }
}

try {
  const decoded = passes.map(decode)
  parentPort.postMessage(
    decoded,
    decoded.map(({ samples }) => samples.buffer),
  )
} catch {
  parentPort.postMessage(undefined)
}
