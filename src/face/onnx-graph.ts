import { type ProtobufMessage, protobufMessage } from './protobuf-message.ts'

/** A value inside a graph, by its name. */
export type GraphValue = string
export type Attribute = number | string | readonly number[]
export type Port = { readonly name: string; readonly shape: readonly (number | string)[] }

/** Field numbers and codes of onnx.proto (ONNX IR version 8, default operator set 13). */
const irVersion = 8
const operatorSet = 13
const dataType = { float32: 1, int64: 7 } as const
const attributeType = { integer: 2, text: 3, integers: 7 } as const

/** Builds one ONNX model in memory; everything a node needs is named before it. */
export type OnnxGraph = {
  readonly floats: (shape: readonly number[], values: Float32Array) => GraphValue
  readonly integers: (values: readonly number[]) => GraphValue
  readonly node: (
    operator: string,
    inputs: readonly GraphValue[],
    attributes?: Readonly<Record<string, Attribute>>,
  ) => GraphValue
  readonly finish: (ports: { inputs: readonly Port[]; outputs: readonly Port[] }) => Uint8Array
}

export function onnxGraph(): OnnxGraph {
  const nodes: ProtobufMessage[] = []
  const constants: ProtobufMessage[] = []

  const constant = (type: number, options: { shape: readonly number[]; bytes: Uint8Array }): GraphValue => {
    const name = `constant${constants.length}`
    const tensor = protobufMessage()
    for (const size of options.shape) tensor.integer(1, size)
    constants.push(tensor.integer(2, type).text(8, name).bytes(9, options.bytes))
    return name
  }

  return {
    floats: (shape, values) =>
      constant(dataType.float32, {
        shape,
        bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      }),
    integers: (values) => {
      const bytes = new BigInt64Array(values.map(BigInt))
      return constant(dataType.int64, { shape: [values.length], bytes: new Uint8Array(bytes.buffer) })
    },
    node: (operator, inputs, attributes = {}) => {
      const output = `value${nodes.length}`
      const node = protobufMessage()
      for (const input of inputs) node.text(1, input)
      node.text(2, output).text(3, `${operator}${nodes.length}`).text(4, operator)
      for (const [name, value] of Object.entries(attributes)) node.message(5, attribute(name, value))
      nodes.push(node)
      return output
    },
    finish: ({ inputs, outputs }) => {
      const graph = protobufMessage()
      for (const node of nodes) graph.message(1, node)
      graph.text(2, 'casebound')
      for (const value of constants) graph.message(5, value)
      for (const port of inputs) graph.message(11, valueInfo(port))
      for (const port of outputs) graph.message(12, valueInfo(port))
      const operators = protobufMessage().text(1, '').integer(2, operatorSet)
      return protobufMessage()
        .integer(1, irVersion)
        .text(2, 'casebound')
        .message(7, graph)
        .message(8, operators)
        .finish()
    },
  }
}

function attribute(name: string, value: Attribute): ProtobufMessage {
  const message = protobufMessage().text(1, name)
  if (typeof value === 'string') return message.text(4, value).integer(20, attributeType.text)
  if (typeof value === 'number') return message.integer(3, value).integer(20, attributeType.integer)
  for (const item of value) message.integer(8, item)
  return message.integer(20, attributeType.integers)
}

/** Every port carries 32-bit floats; a size given as text stays open (the batch). */
function valueInfo({ name, shape }: Port): ProtobufMessage {
  const dimensions = protobufMessage()
  for (const size of shape) {
    const dimension = protobufMessage()
    dimensions.message(1, typeof size === 'string' ? dimension.text(2, size) : dimension.integer(1, size))
  }
  const tensor = protobufMessage().integer(1, dataType.float32).message(2, dimensions)
  return protobufMessage().text(1, name).message(2, protobufMessage().message(1, tensor))
}
