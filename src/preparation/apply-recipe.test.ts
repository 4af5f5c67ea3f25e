import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { applyRecipe } from './apply-recipe.ts'
import type { Recipe, Step } from './operations.ts'
import { canonicalBytes, type Picture } from './picture.ts'
import { interlacedFrame, samplePicture } from './sample-picture.ts'

const digest = (picture: Picture): string =>
  createHash('sha256').update(canonicalBytes(picture)).digest('hex').slice(0, 16)
const crop: Step = { op: 'crop', version: 1, xPx: 5, yPx: 3, widthPx: 50, heightPx: 49 }
const rotate = (centidegrees: number): Step => ({ op: 'rotate', version: 1, centidegrees })
const scale = (percent: number): Step => ({ op: 'scale', version: 1, percent })
const light = (brightnessPercent: number, contrastPercent: number): Step => ({
  op: 'light',
  version: 1,
  brightnessPercent,
  contrastPercent,
})
const grey: Step = { op: 'grey', version: 1 }
const deinterlace = (keep: 'upper' | 'lower' | 'blend'): Step => ({ op: 'deinterlace', version: 1, keep })
const aspect = (pixelWidth: number, pixelHeight: number): Step => ({
  op: 'aspect',
  version: 1,
  pixelWidth,
  pixelHeight,
})

// A released version of an operation must give these bytes for ever; a better way of doing it is a new version.
const golden: readonly (readonly [string, Recipe, string])[] = [
  ['no steps', [], 'a8dc9310df61a51a'],
  ['a crop', [crop], 'db07e0072b115c90'],
  ['a quarter turn', [rotate(9_000)], '33e2268993355190'],
  ['a half turn', [rotate(18_000)], 'bce28d56eddce0a7'],
  ['a turn by 3.1 degrees', [rotate(310)], 'dffbe3665dd25563'],
  ['a turn by 77.77 degrees the other way', [rotate(-7_777)], 'fb781279f312713e'],
  ['enlarging', [scale(173)], 'a8f5396bb47f6ff1'],
  ['shrinking', [scale(93)], '20fa21c206712b59'],
  ['light', [light(13, 41)], '96b09eac0f8fa928'],
  ['less light', [light(-13, -41)], 'f15fbb117488d688'],
  ['grey', [grey], '193a160a40850cd1'],
  ['the upper field', [deinterlace('upper')], 'ea4574d1df06b6e2'],
  ['the lower field', [deinterlace('lower')], 'ec3b8e8d09dad10a'],
  ['blended fields', [deinterlace('blend')], '1faecbbdbea88078'],
  ['wide pixels', [aspect(12, 11)], '86da7ad65edcdf9b'],
  ['tall pixels', [aspect(10, 11)], '249853d38029434b'],
  [
    'everything, one after another',
    [deinterlace('lower'), aspect(16, 15), rotate(-250), crop, scale(180), light(8, 20), grey],
    '126b61c3e8d10e2d',
  ],
]

describe('a recipe', () => {
  it.each(golden)('gives the bytes on record for %s, again and again', (_name, recipe, sha256) => {
    const original = samplePicture()
    const before = digest(original)
    expect(digest(applyRecipe(original, recipe))).toBe(sha256)
    expect(digest(applyRecipe(samplePicture(), recipe))).toBe(sha256)
    expect(digest(original)).toBe(before)
  })

  it('has its order: brighter and then contrasted is not contrasted and then brighter', () => {
    const first = applyRecipe(samplePicture(), [light(20, 0), light(0, 60)])
    const second = applyRecipe(samplePicture(), [light(0, 60), light(20, 0)])
    expect(digest(first)).not.toBe(digest(second))
  })
})

describe('turning', () => {
  it('four quarters gives the picture back, and so do two halves, and there and back', () => {
    const original = samplePicture()
    for (const turns of [
      [9_000, 9_000, 9_000, 9_000],
      [18_000, 18_000],
      [9_000, -9_000],
      [-18_000, 18_000],
    ]) {
      expect(applyRecipe(original, turns.map(rotate))).toEqual(original)
    }
  })

  it('by a quarter brings the upper left corner to the upper right', () => {
    const original = samplePicture()
    const turned = applyRecipe(original, [rotate(9_000)])
    expect(turned).toMatchObject({ widthPx: 53, heightPx: 61 })
    expect(turned.rgb.slice(52 * 3, 53 * 3)).toEqual(original.rgb.slice(0, 3))
  })

  it('keeps the whole picture inside, on mid grey', () => {
    const turned = applyRecipe(samplePicture(), [rotate(4_500)])
    expect(turned).toMatchObject({ widthPx: 81, heightPx: 81 })
    expect([...turned.rgb.slice(0, 3)]).toEqual([128, 128, 128])
  })

  it('by a small angle and back leaves the middle nearly as it was', () => {
    const flat = applyRecipe(samplePicture({ widthPx: 120, heightPx: 120 }), [rotate(700), rotate(-700)])
    const at = (flat.heightPx >> 1) * flat.widthPx * 3 + (flat.widthPx >> 1) * 3
    const original = samplePicture({ widthPx: 120, heightPx: 120 })
    const from = (60 * 120 + 60) * 3
    expect(Math.abs((flat.rgb[at] ?? 0) - (original.rgb[from] ?? 0))).toBeLessThan(12)
  })
})

describe('de-interlacing', () => {
  const columnsLit = (picture: Picture, y: number) =>
    Array.from({ length: 80 }, (_, x) => picture.rgb[(y * 80 + x) * 3] ?? 0)

  it('keeps the moment of one field and nothing of the other', () => {
    const frame = interlacedFrame(12)
    for (const [keep, left] of [['upper', 20] as const, ['lower', 32] as const]) {
      const still = applyRecipe(frame, [deinterlace(keep)])
      for (let y = 0; y < 64; y++) {
        const lit = columnsLit(still, y)
        expect([lit[left - 1], lit[left], lit[left + 15], lit[left + 16]], `${keep} row ${y}`).toEqual([
          30, 220, 220, 30,
        ])
      }
    }
  })

  it('leaves the rows of the kept field untouched', () => {
    const original = samplePicture()
    const still = applyRecipe(original, [deinterlace('lower')])
    const row = 61 * 3
    for (let y = 1; y < 53; y += 2) {
      expect(still.rgb.slice(y * row, (y + 1) * row)).toEqual(original.rgb.slice(y * row, (y + 1) * row))
    }
  })

  it('blends both moments by halves', () => {
    const blended = applyRecipe(interlacedFrame(12), [deinterlace('blend')])
    expect(new Set([0, 1, 30, 63].map((y) => columnsLit(blended, y)[24]))).toEqual(new Set([125]))
    expect(columnsLit(blended, 30)[34]).toBe(220)
  })
})

describe('the other operations', () => {
  it('crops without changing a pixel', () => {
    const original = samplePicture()
    const part = applyRecipe(original, [crop])
    const at = ((3 + 7) * 61 + 5 + 9) * 3
    expect(part.rgb.slice((7 * 50 + 9) * 3, (7 * 50 + 9) * 3 + 3)).toEqual(original.rgb.slice(at, at + 3))
  })

  it('makes all three channels equal for grey, and grey of grey changes nothing', () => {
    const once = applyRecipe(samplePicture(), [grey])
    for (let at = 0; at < once.rgb.length; at += 3) {
      expect(new Set(once.rgb.slice(at, at + 3)).size).toBe(1)
    }
    expect(applyRecipe(once, [grey])).toEqual(once)
  })

  it('leaves the picture when light is by nought or the scale is 100 %', () => {
    expect(applyRecipe(samplePicture(), [light(0, 0), scale(100), aspect(7, 7), rotate(0)])).toEqual(
      samplePicture(),
    )
  })

  it('keeps the bounds of eight bits', () => {
    const bright = applyRecipe(samplePicture(), [light(60, 200)])
    expect(Math.max(...bright.rgb)).toBe(255)
    expect(Math.min(...applyRecipe(samplePicture(), [light(-60, 200)]).rgb)).toBe(0)
  })

  it('repairs pixels that are not square by growing the short direction', () => {
    const original = samplePicture({ widthPx: 352, heightPx: 288 })
    expect(applyRecipe(original, [aspect(12, 11)])).toMatchObject({ widthPx: 384, heightPx: 288 })
    expect(applyRecipe(original, [aspect(10, 11)])).toMatchObject({ widthPx: 352, heightPx: 317 })
  })
})
