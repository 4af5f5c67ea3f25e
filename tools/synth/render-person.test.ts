import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Picture } from './develop.ts'
import { buildHead } from './head-mesh.ts'
import { makePerson } from './identity.ts'
import { renderEmptyRoom, renderPerson } from './render-person.ts'
import { bookingShot, securityCameraShot } from './shots.ts'
import { makeStyling } from './styling.ts'

const SMALL = { widthPx: 64, heightPx: 80 }

const booking = (seed: number, occasion = 0): Picture => {
  const person = makePerson(seed)
  return renderPerson(
    person,
    { styling: makeStyling(person, occasion), shot: bookingShot(seed, occasion) },
    SMALL,
  )
}

const digest = ({ rgb }: Picture): string => createHash('sha256').update(rgb).digest('hex')

const brightness = ({ rgb, widthPx }: Picture, centre: { x: number; y: number }): number => {
  let sum = 0
  for (let y = centre.y - 3; y <= centre.y + 3; y++) {
    for (let x = centre.x - 3; x <= centre.x + 3; x++) {
      const at = (y * widthPx + x) * 3
      sum += (rgb[at] ?? 0) + (rgb[at + 1] ?? 0) + (rgb[at + 2] ?? 0)
    }
  }
  return sum / (49 * 3)
}

describe('a rendered picture', () => {
  it('has the same pixels for the same seed', () => {
    expect(digest(booking(4))).toBe(digest(booking(4)))
  })

  it('differs for another seed and for another booking of the same person', () => {
    const first = digest(booking(4))
    expect(digest(booking(5))).not.toBe(first)
    expect(digest(booking(4, 1))).not.toBe(first)
  })

  it('differs between the booking room and a security camera', () => {
    const person = makePerson(4)
    const head = buildHead(person)
    const shot = securityCameraShot(4, 0)
    const still = renderPerson(person, { styling: makeStyling(person, 0), shot, head }, SMALL)
    expect(digest(still)).not.toBe(digest(booking(4)))
  })

  it('exposes for the face, so that deep skin is neither lost in the dark nor light skin burnt out', () => {
    for (let seed = 1, seen = 0; seen < 2; seed++) {
      const { tone } = makePerson(seed)
      if (tone > 2 && tone < 9) continue
      seen++
      const cheeks = brightness(booking(seed), { x: 32, y: 42 })
      expect(cheeks).toBeGreaterThan(40)
      expect(cheeks).toBeLessThan(235)
    }
  })

  it('shows nobody in the empty room', () => {
    const room = renderEmptyRoom(bookingShot(1, 0))
    const [middle, side] = [
      { x: 160, y: 176 },
      { x: 40, y: 176 },
    ].map((at) => brightness(room, at))
    expect(Math.abs((middle ?? 0) - (side ?? 0))).toBeLessThan(40)
  })
})
