type Sample = {
  readonly widthPx: number
  readonly heightPx: number
  /** Red, green and blue, 0 or 255, at a pixel counted from the top. */
  readonly colour: (x: number, y: number) => readonly number[]
  readonly bits: number
  readonly headerBytes?: number
  /** Red, green, blue, alpha; written as "bit fields". */
  readonly masks?: readonly number[]
  readonly alpha?: number
  readonly topDown?: boolean
}

const usualMasks: Readonly<Record<number, readonly number[]>> = {
  16: [0x7c00, 0x3e0, 0x1f],
  24: [0xff0000, 0xff00, 0xff],
  32: [0xff0000, 0xff00, 0xff],
}

/** For tests only: a BMP of any depth and header; up to 8 bits with a palette of black and white and the two colours. */
export function sampleBmp(of: Sample): Buffer {
  const { widthPx, heightPx, bits, headerBytes = 40, masks, topDown = false } = of
  const core = headerBytes === 12
  const rowBytes = Math.ceil((widthPx * bits) / 32) * 4
  const palette = paletteOf(of, core)
  const behind = headerBytes === 40 && masks ? 12 : 0
  const pixelsAt = 14 + headerBytes + behind + palette.length
  const bytes = Buffer.alloc(pixelsAt + rowBytes * heightPx)
  bytes.write('BM', 0, 'latin1')
  bytes.writeUInt32LE(pixelsAt, 10)
  bytes.writeUInt32LE(headerBytes, 14)
  if (core) {
    for (const [at, value] of [widthPx, heightPx, 1, bits].entries()) bytes.writeUInt16LE(value, 18 + 2 * at)
  } else {
    bytes.writeInt32LE(widthPx, 18)
    bytes.writeInt32LE(topDown ? -heightPx : heightPx, 22)
    bytes.writeUInt16LE(1, 26)
    bytes.writeUInt16LE(bits, 28)
    bytes.writeUInt32LE(masks ? 3 : 0, 30)
    for (const [at, mask] of (masks ?? []).entries()) bytes.writeUInt32LE(mask, 54 + 4 * at)
  }
  bytes.set(palette, 14 + headerBytes + behind)
  for (let y = 0; y < heightPx; y++) {
    const at = pixelsAt + rowBytes * (topDown ? y : heightPx - 1 - y)
    for (let x = 0; x < widthPx; x++) writePixel(bytes.subarray(at, at + rowBytes), { x, y, of })
  }
  return bytes
}

/** The two colours of the picture's corners, in the order of blue, green, red. */
function paletteOf({ bits, colour, widthPx, heightPx }: Sample, core: boolean): Buffer {
  if (bits > 8) return Buffer.alloc(0)
  const entryBytes = core ? 3 : 4
  const palette = Buffer.alloc(entryBytes * 2 ** bits)
  palette.set([...colour(0, 0)].reverse(), 0)
  palette.set([...colour(widthPx - 1, heightPx - 1)].reverse(), entryBytes)
  return palette
}

function writePixel(row: Buffer, at: { x: number; y: number; of: Sample }): void {
  const { x, y, of } = at
  const { bits, colour, masks = usualMasks[bits] ?? [], alpha = 255 } = of
  if (bits <= 8) {
    const index = colour(x, y).join() === colour(0, 0).join() ? 0 : 1
    const place = Math.floor((x * bits) / 8)
    row.set([(row[place] ?? 0) | (index << (8 - bits - ((x * bits) % 8)))], place)
    return
  }
  const levels = [...colour(x, y), alpha]
  const pixel = masks.reduce((sum, mask, channel) => sum + (levels[channel] === 255 ? mask : 0), 0)
  row.writeUIntLE(pixel, (x * bits) / 8, bits / 8)
}
