// The package brings no types; this is what we use of it.
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  type Encoder = {
    getDecodedBuffer(of: {
      width: number
      height: number
      bitsPerSample: number
      componentCount: number
      isSigned: boolean
      isUsingColorTransform: boolean
    }): Uint8Array
    setQuality(lossless: boolean, ratio: number): void
    encode(): void
    getEncodedBuffer(): Uint8Array
  }
  const openCodec: (options: {
    print: (line: string) => void
  }) => Promise<{ readonly J2KEncoder: new () => Encoder }>

  export = openCodec
}
