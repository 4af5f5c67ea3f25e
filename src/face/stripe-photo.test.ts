import { describe, expect, it } from 'vitest'
import { stripePhoto } from './stripe-photo.ts'

describe('a striped photo', () => {
  const plain = { widthPx: 90, heightPx: 120, grey: false, rgb: new Uint8Array(90 * 120 * 3).fill(120) }

  it('bears stripes in every part and leaves most of the face to be seen', () => {
    const { rgb } = stripePhoto(plain as never)
    const changed = Array.from({ length: 90 * 120 }, (_, at) => rgb[at * 3] !== 120)
    const share = changed.filter(Boolean).length / changed.length
    expect(share).toBeGreaterThan(0.1)
    expect(share).toBeLessThan(0.5)
    for (let y = 0; y < 120; y += 20)
      for (let x = 0; x < 90; x += 15) {
        const block = Array.from(
          { length: 15 * 20 },
          (_, at) => (y + Math.floor(at / 15)) * 90 + x + (at % 15),
        )
        expect(block.some((at) => changed[at])).toBe(true)
      }
  })

  it('leaves the photo it was made of untouched', () => {
    stripePhoto(plain as never)
    expect(plain.rgb.every((value) => value === 120)).toBe(true)
  })
})
