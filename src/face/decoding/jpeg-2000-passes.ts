import type { Jpeg2000Header } from './jpeg-2000-header.ts'

/**
 * What to give the codec, one stream a pass. It packs one component of any depth, or three of 8 bits; of anything else it
 * writes zeros or reads beyond its planes. Those are decoded once a component, each time in a JP2 file that shows that one
 * alone: a component mapping (ISO/IEC 15444-1 I.5.3.5) of direct use, whose palette nothing refers to.
 */
export function jpeg2000Passes(header: Jpeg2000Header): readonly Uint8Array[] {
  const { components, codestream } = header
  if (!isByComponent(header)) return [codestream]
  return Array.from({ length: components }, (_, component) => showing(component, header))
}

/** Whether each pass gives the plane of one component. */
export const isByComponent = ({ components, bits }: Jpeg2000Header): boolean =>
  !(components === 1 || (components === 3 && bits <= 8))

function showing(component: number, { widthPx, heightPx, components, bits, codestream }: Jpeg2000Header) {
  const depth = bits - 1
  const header = box(
    'jp2h',
    box('ihdr', uint32(heightPx), uint32(widthPx), uint16(components), [depth, 7, 0, 0]),
    box('colr', [1, 0, 0], uint32(17)),
    box('pclr', uint16(1), [1, depth], new Uint8Array(bits > 8 ? 2 : 1)),
    box('cmap', uint16(component), [0, 0]),
  )
  return joined([
    box('jP  ', [0x0d, 0x0a, 0x87, 0x0a]),
    box('ftyp', latin1('jp2 '), uint32(0), latin1('jp2 ')),
    header,
    box('jp2c', codestream),
  ])
}

const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

const uint16 = (value: number) => [value >> 8, value & 0xff]

const uint32 = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff)

const box = (kind: string, ...parts: readonly ArrayLike<number>[]): Uint8Array => {
  const length = parts.reduce((sum, part) => sum + part.length, 8)
  return joined([uint32(length), latin1(kind), ...parts])
}

function joined(parts: readonly ArrayLike<number>[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
