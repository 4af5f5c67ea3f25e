// What of WebAssembly this room uses: Node's own types leave the classes to the library of browsers.

/** Memory that all threads see. */
interface SharedMemory {
  readonly buffer: SharedArrayBuffer
  grow(pages: number): number
}

declare const WebAssembly: {
  readonly Memory: new (descriptor: { initial: number; maximum: number; shared: true }) => SharedMemory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: SharedMemory } },
  ) => { readonly exports: unknown }
  validate(bytes: Uint8Array): boolean
}
