import { describe, expect, it } from 'vitest'
import { ratchetFaults } from './ratchet.ts'

describe('ratchetFaults', () => {
  const bounds = { limit: 300, exceptions: { 'old.ts': 350 } }

  it('is content with files within the limit and an exception as it was', () => {
    expect(ratchetFaults({ 'a.ts': 300, 'old.ts': 350 }, bounds)).toEqual([])
  })

  it('names a file that is newly over the limit', () => {
    expect(ratchetFaults({ 'a.ts': 301, 'old.ts': 350 }, bounds)).toEqual([
      'a.ts is 301; at most 300. Split it.',
    ])
  })

  it('does not let an exception grow', () => {
    expect(ratchetFaults({ 'old.ts': 351 }, bounds)).toEqual(['old.ts is 351; at most 350. Split it.'])
  })

  it('asks for a smaller exception when the file became smaller', () => {
    expect(ratchetFaults({ 'old.ts': 340 }, bounds)).toEqual([
      'old.ts is 340 and the list of exceptions still says 350: write 340.',
    ])
  })

  it('asks to drop an exception that is no longer needed, or whose file is gone', () => {
    expect(ratchetFaults({ 'old.ts': 200 }, bounds)).toEqual([
      'old.ts is 200 and the list of exceptions still says 350: take it off the list.',
    ])
    expect(ratchetFaults({}, bounds)).toEqual([
      'old.ts is 0 and the list of exceptions still says 350: take it off the list.',
    ])
  })
})
