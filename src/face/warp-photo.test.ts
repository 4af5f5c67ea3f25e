import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignFace } from './align-face.ts'
import { mergeBoxes } from './loose-box.ts'
import { mirrorChip, warpPhoto } from './warp-photo.ts'

const photoOf = (widthPx: number, heightPx: number, value: (x: number, y: number) => number) => {
  const rgb = new Uint8Array(widthPx * heightPx * 3)
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) rgb.fill(value(x, y), (y * widthPx + x) * 3, (y * widthPx + x) * 3 + 3)
  }
  return { widthPx, heightPx, rgb, grey: true, format: 'png' }
}

describe('warping', () => {
  it('copies pixels exactly when nothing is turned or scaled', () => {
    const into = new Float32Array(3 * 16)
    const photo = photoOf(20, 20, (x, y) => 10 * y + x)
    warpPhoto(photo, { a: 1, b: 0, x0: 3, y0: 5 }, { into, offset: 0, sizePx: 4 })
    expect([...into.subarray(0, 6)]).toEqual([53, 54, 55, 56, 63, 64])
    expect(into[16]).toBe(53)
  })

  it('averages when it shrinks, so that a fine chequerboard becomes even grey', () => {
    const into = new Float32Array(3 * 64)
    const photo = photoOf(64, 64, (x, y) => ((x + y) % 2) * 200)
    warpPhoto(photo, { a: 8, b: 0, x0: 3.5, y0: 3.5 }, { into, offset: 0, sizePx: 8 })
    for (const value of into) expect(value).toBeCloseTo(100, 0)
  })

  it('is black outside the photo', () => {
    const into = new Float32Array(3 * 4)
    warpPhoto(
      photoOf(10, 10, () => 255),
      { a: 1, b: 0, x0: 50, y0: 50 },
      { into, offset: 0, sizePx: 2 },
    )
    expect(new Set(into)).toEqual(new Set([0]))
  })

  it('gives the chip back when it is mirrored twice', () => {
    const into = Float32Array.from({ length: 81 }, (_, at) => (at < 27 ? (at * 7) % 11 : 0))
    mirrorChip({ into, offset: 0, sizePx: 3 }, { into, offset: 27 })
    mirrorChip({ into, offset: 27, sizePx: 3 }, { into, offset: 54 })
    expect([...into.subarray(27, 30)]).toEqual([3, 7, 0])
    expect(into.subarray(54)).toEqual(into.subarray(0, 27))
  })
})

describe('aligning', () => {
  it('undoes any turn, size and place of the same landmarks', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
    fc.assert(
      fc.property(
        number(-3, 3),
        number(0.1, 20),
        number(-500, 500),
        number(-500, 500),
        (turn, scale, x0, y0) => {
          const shape = Array.from({ length: 68 }, (_, at) => ({ x: (at * 37) % 101, y: (at * 53) % 89 }))
          const base = alignFace(shape)
          const a = scale * Math.cos(turn)
          const b = scale * Math.sin(turn)
          const moved = shape.map(({ x, y }) => ({ x: a * x - b * y + x0, y: b * x + a * y + y0 }))
          const map = alignFace(moved)
          const start = { x: base.a * 10 - base.b * 20 + base.x0, y: base.b * 10 + base.a * 20 + base.y0 }
          expect(map.a * 10 - map.b * 20 + map.x0).toBeCloseTo(a * start.x - b * start.y + x0, 6)
          expect(map.b * 10 + map.a * 20 + map.y0).toBeCloseTo(b * start.x + a * start.y + y0, 6)
        },
      ),
    )
  })
})

describe('merging boxes', () => {
  const box = (left: number, top: number, side: number, confidence: number) => ({
    left,
    top,
    right: left + side,
    bottom: top + side,
    confidence,
    turn: 0,
  })

  it('keeps the surest box of one face, and both of two that stand close', () => {
    expect(mergeBoxes([box(0, 0, 100, 0.7), box(5, 5, 95, 0.9)])).toEqual([box(5, 5, 95, 0.9)])
    expect(mergeBoxes([box(0, 0, 100, 0.9), box(10, 10, 60, 0.8)])).toHaveLength(1)
    expect(mergeBoxes([box(0, 0, 100, 0.9), box(80, 10, 100, 0.8)])).toHaveLength(2)
  })

  it('keeps a small face in front of a large one', () => {
    expect(mergeBoxes([box(0, 0, 100, 0.9), box(60, 60, 30, 0.8)])).toHaveLength(2)
  })
})
