/** Bytes of WebAssembly: the few instructions that the oracle needs, named as the specification names them. */
export type Code = readonly number[]

function leb(value: number): Code {
  const low = value & 0x7f
  return value > 0x7f ? [low | 0x80, ...leb(value >>> 7)] : [low]
}

/** A number that is never negative where one with a sign is wanted: the last byte must leave the sign bit free. */
function positive(value: number): Code {
  return value > 0x3f ? [(value & 0x7f) | 0x80, ...positive(value >>> 7)] : [value]
}

const simd = (opcode: number, ...rest: readonly number[]): Code => [0xfd, ...leb(opcode), ...rest]

export const get = (local: number): Code => [0x20, ...leb(local)]
export const set = (local: number): Code => [0x21, ...leb(local)]
export const i32Const = (value: number): Code => [0x41, ...positive(value)]
export const i32Add: Code = [0x6a]
export const i32Sub: Code = [0x6b]
export const i32LessUnsigned: Code = [0x49]
export const f32Add: Code = [0x92]
export const f32Store = (offset: number): Code => [0x38, 2, ...leb(offset)]
export const v128Load = (offset: number): Code => simd(0x00, 2, ...leb(offset))
export const v128Zero: Code = simd(0x0c, ...new Array<number>(16).fill(0))
export const f32x4Lane = (lane: number): Code => simd(0x1f, lane)
export const f32x4Add: Code = simd(0xe4)
export const f32x4Multiply: Code = simd(0xe6)
/** Repeats the body while the i32 that it leaves is not zero. */
export const loopWhile = (...body: readonly Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0d, 0, 0x0b]

const section = (id: number, content: Code): Code => [id, ...leb(content.length), ...content]
const name = (text: string): Code => [text.length, ...Buffer.from(text)]
const i32 = 0x7f
const v128 = 0x7b

export type WasmFunction = {
  /** All of them i32. */
  readonly parameters: number
  /** Locals follow the parameters: first these many i32, then these many v128. */
  readonly locals: { readonly i32: number; readonly v128: number }
  readonly body: readonly Code[]
}

/** A module that imports `env.memory`, a shared one, and exports the function as `run`. */
export function wasmModule({ parameters, locals, body }: WasmFunction): Uint8Array<ArrayBuffer> {
  const code = [2, ...leb(locals.i32), i32, ...leb(locals.v128), v128, ...body.flat(), 0x0b]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, parameters, ...new Array<number>(parameters).fill(i32), 0]),
    ...section(2, [1, ...name('env'), ...name('memory'), 0x02, 0x03, 0, ...leb(65536)]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('run'), 0x00, 0]),
    ...section(10, [1, ...leb(code.length), ...code]),
  ])
}
