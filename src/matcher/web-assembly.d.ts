// What of WebAssembly matcher and oversight use: Node's own types leave the classes to the library of browsers.

/** Memory that all threads see. */
interface SharedMemory {
  readonly buffer: SharedArrayBuffer
  grow(pages: number): number
}

/** Memory of one thread; growing it gives it another buffer. */
interface OwnMemory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

declare const WebAssembly: {
  readonly Memory: {
    new (descriptor: { initial: number; shared?: false }): OwnMemory
    new (descriptor: { initial: number; maximum: number; shared: true }): SharedMemory
  }
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: SharedMemory | OwnMemory } },
  ) => { readonly exports: unknown }
  validate(bytes: Uint8Array): boolean
}
