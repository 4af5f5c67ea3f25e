/** What can be read from the bytes of an ONNX file without running anything of it. */
export type OnnxFacts = {
  /** Operators in the order of the graph, those of inner graphs after their node. */
  readonly operators: readonly string[]
  /** Whether any tensor's values lie in another file. */
  readonly externalData: boolean
}

/** Field numbers of onnx.proto. */
const field = {
  model: { graph: 7, functions: 25 },
  graph: { node: 1, initializer: 5, sparseInitializer: 15 },
  function: { node: 7 },
  node: { operator: 4, attribute: 5 },
  attribute: { tensor: 5, graph: 6, tensors: 10, graphs: 11, sparseTensor: 22, sparseTensors: 23 },
  sparse: { values: 1, indices: 2 },
  tensor: { externalData: 13, dataLocation: 14 },
} as const

const deepestGraph = 6
const mostOperators = 100_000

/**
 * Reads operators and references to other files; undefined when the bytes are not an ONNX model. The bytes come from
 * outside: every length is checked against what is left, and depth and count are bounded.
 */
export function readOnnx(bytes: Uint8Array): OnnxFacts | undefined {
  const found: { operators: string[]; externalData: boolean } = { operators: [], externalData: false }
  try {
    let graphs = 0
    for (const { number, payload } of fields(bytes)) {
      if (number === field.model.graph && payload) {
        graphs++
        readGraph(payload, { found, depth: 1 })
      }
      if (number === field.model.functions && payload) readFunction(payload, found)
    }
    return graphs === 1 && found.operators.length > 0 ? found : undefined
  } catch (error) {
    if (error instanceof NotOnnx) return undefined
    throw error
  }
}

type Found = { operators: string[]; externalData: boolean }
class NotOnnx extends Error {}

function readGraph(bytes: Uint8Array, { found, depth }: { found: Found; depth: number }): void {
  if (depth > deepestGraph) throw new NotOnnx('graphs within graphs')
  for (const { number, payload } of fields(bytes)) {
    if (!payload) continue
    if (number === field.graph.node) readNode(payload, { found, depth })
    if (number === field.graph.initializer) readTensor(payload, found)
    if (number === field.graph.sparseInitializer) readSparse(payload, found)
  }
}

function readFunction(bytes: Uint8Array, found: Found): void {
  for (const { number, payload } of fields(bytes))
    if (number === field.function.node && payload) readNode(payload, { found, depth: 1 })
}

function readNode(bytes: Uint8Array, { found, depth }: { found: Found; depth: number }): void {
  for (const { number, payload } of fields(bytes)) {
    if (!payload) continue
    if (number === field.node.operator) found.operators.push(Buffer.from(payload).toString('utf8'))
    if (found.operators.length > mostOperators) throw new NotOnnx('too many operators')
    if (number === field.node.attribute) readAttribute(payload, { found, depth })
  }
}

function readAttribute(bytes: Uint8Array, { found, depth }: { found: Found; depth: number }): void {
  const { tensor, tensors, graph, graphs, sparseTensor, sparseTensors } = field.attribute
  for (const { number, payload } of fields(bytes)) {
    if (!payload) continue
    if (number === tensor || number === tensors) readTensor(payload, found)
    if (number === sparseTensor || number === sparseTensors) readSparse(payload, found)
    if (number === graph || number === graphs) readGraph(payload, { found, depth: depth + 1 })
  }
}

function readSparse(bytes: Uint8Array, found: Found): void {
  for (const { number, payload } of fields(bytes))
    if ((number === field.sparse.values || number === field.sparse.indices) && payload)
      readTensor(payload, found)
}

function readTensor(bytes: Uint8Array, found: Found): void {
  for (const { number, value } of fields(bytes)) {
    if (number === field.tensor.externalData) found.externalData = true
    if (number === field.tensor.dataLocation && value !== 0n) found.externalData = true
  }
}

type Field = {
  readonly number: number
  /** Of a length-delimited field. */
  readonly payload?: Uint8Array
  /** Of a varint. */
  readonly value?: bigint
}

/** The fields of one Protocol Buffers message, in order. */
function* fields(bytes: Uint8Array): Generator<Field> {
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++]
      if (byte === undefined) throw new NotOnnx('cut short')
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return value
    }
    throw new NotOnnx('a number without end')
  }
  const skip = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw new NotOnnx('cut short')
    at += length
    return bytes.subarray(at - length, at)
  }
  while (at < bytes.length) {
    const key = Number(varint())
    const number = Math.floor(key / 8)
    const wire = key % 8
    if (number === 0) throw new NotOnnx('no field')
    if (wire === 0) yield { number, value: varint() }
    else if (wire === 1) skip(8)
    else if (wire === 2) yield { number, payload: skip(Number(varint())) }
    else if (wire === 5) skip(4)
    else throw new NotOnnx('unknown kind of field')
  }
}
