/** Writes the wire format of Protocol Buffers: varints, 32-bit floats and length-delimited fields. */
export type ProtobufMessage = {
  readonly integer: (field: number, value: number | bigint) => ProtobufMessage
  readonly float: (field: number, value: number) => ProtobufMessage
  readonly text: (field: number, value: string) => ProtobufMessage
  readonly bytes: (field: number, value: Uint8Array) => ProtobufMessage
  readonly message: (field: number, value: ProtobufMessage) => ProtobufMessage
  readonly finish: () => Uint8Array
}

export function protobufMessage(): ProtobufMessage {
  const parts: Uint8Array[] = []
  const key = (field: number, wireType: number) => parts.push(varint(BigInt((field << 3) | wireType)))
  const writer: ProtobufMessage = {
    integer: (field, value) => {
      key(field, 0)
      parts.push(varint(BigInt(value)))
      return writer
    },
    float: (field, value) => {
      key(field, 5)
      const four = Buffer.alloc(4)
      four.writeFloatLE(value)
      parts.push(four)
      return writer
    },
    text: (field, value) => writer.bytes(field, Buffer.from(value, 'utf8')),
    bytes: (field, value) => {
      key(field, 2)
      parts.push(varint(BigInt(value.length)), value)
      return writer
    },
    message: (field, value) => writer.bytes(field, value.finish()),
    finish: () => Buffer.concat(parts),
  }
  return writer
}

/** Base 128, low groups first; negative numbers in 64-bit two's complement, as int64 fields want them. */
function varint(value: bigint): Uint8Array {
  let rest = BigInt.asUintN(64, value)
  const groups: number[] = []
  while (rest > 127n) {
    groups.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  groups.push(Number(rest))
  return Uint8Array.from(groups)
}
