import { describe, expect, it } from 'vitest'
import { keepCount } from './keep-count.ts'

/** A log that grows and a clock that goes on when told; counting takes `tookMs`. */
function scene(tookMs: number) {
  let [ms, size, counted] = [0, 1, 0]
  const asked = keepCount({
    clock: { now: () => new Date(ms) },
    checkpoint: async () => `checkpoint ${size}`,
    count: async () => {
      counted++
      ms += tookMs
      return size
    },
  })
  return {
    asked,
    counted: () => counted,
    grow: () => {
      size++
    },
    goOn: (by: number) => {
      ms += by
    },
  }
}

describe('a count of the whole log', () => {
  it('is made once while the log does not grow, and once for all who ask at the same moment', async () => {
    const { asked, counted } = scene(100)
    expect(await Promise.all([asked(), asked(), asked()])).toEqual([1, 1, 1])
    expect(await asked()).toBe(1)
    expect(counted()).toBe(1)
  })

  it('is made again as soon as the log has grown, where that is quick', async () => {
    const { asked, grow } = scene(4_000)
    expect(await asked()).toBe(1)
    grow()
    expect(await asked()).toBe(2)
  })

  it('that takes minutes stands for ten times as long, and then follows the log', async () => {
    const { asked, grow, goOn } = scene(60_000)
    expect(await asked()).toBe(1)
    grow()
    goOn(9 * 60_000)
    expect(await asked()).toBe(1)
    goOn(60_000)
    expect(await asked()).toBe(2)
  })

  it('that failed is not kept', async () => {
    let broken = true
    const asked = keepCount({
      clock: { now: () => new Date(0) },
      checkpoint: async () => 'the same',
      count: async () => {
        if (broken) throw new Error('a flipped bit')
        return 7
      },
    })
    await expect(asked()).rejects.toThrow('a flipped bit')
    broken = false
    expect(await asked()).toBe(7)
  })
})
