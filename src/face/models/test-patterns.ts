/** Pictures drawn by rule, that any build draws alike: what a recogniser answers to them says whether it still is the same. */
export const patternNames = ['ripples', 'oval', 'checks'] as const
export type PatternName = (typeof patternNames)[number]

type Shade = (x: number, y: number) => readonly [number, number, number]

/** Colours 0 to 255 at a place of the unit square. */
const shades: Readonly<Record<PatternName, Shade>> = {
  ripples: (x, y) => [wave(9 * x + 4 * y), wave(5 * y - 3 * x), wave(11 * x * y)],
  oval: (x, y) => {
    const within = ((x - 0.5) / 0.36) ** 2 + ((y - 0.52) / 0.46) ** 2 < 1
    const eye = [0.34, 0.66].some((at) => (x - at) ** 2 + (y - 0.42) ** 2 < 0.004)
    const mouth = Math.abs(x - 0.5) < 0.15 && Math.abs(y - 0.75) < 0.02
    if (eye || mouth) return [60, 40, 40]
    return within ? [200 - 60 * x, 160 - 40 * y, 140] : [90, 100, 120]
  },
  checks: (x, y) => ((Math.floor(x * 7) + Math.floor(y * 7)) % 2 === 0 ? [230, 180, 90] : [30, 70, 160]),
}

const wave = (turns: number): number => 127.5 + 127.5 * Math.sin(turns * Math.PI)

/** The pattern as a chip: planes red, green, blue. */
export function drawPattern(name: PatternName, sizePx: number): Float32Array {
  const plane = sizePx * sizePx
  const chip = new Float32Array(3 * plane)
  for (let at = 0; at < plane; at++) {
    const colours = shades[name](((at % sizePx) + 0.5) / sizePx, (Math.floor(at / sizePx) + 0.5) / sizePx)
    for (let channel = 0; channel < 3; channel++)
      chip[channel * plane + at] = Math.round(colours[channel] ?? 0)
  }
  return chip
}
