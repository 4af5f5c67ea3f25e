import { describe, expect, test } from 'vitest'
import type { Recipe } from '../../preparation/index.ts'
import { changed, historyOf, movedStep, redone, undone, withoutStep, withStep } from './history.ts'

const grey: Recipe[number] = { op: 'grey', version: 1 }
const turn = (centidegrees: number): Recipe[number] => ({ op: 'rotate', version: 1, centidegrees })

describe('taking back', () => {
  test('gives what was before, and redoing gives it again', () => {
    const twice = changed(changed(historyOf([]), [grey]), [grey, turn(100)])
    expect(undone(twice).now).toEqual([grey])
    expect(undone(undone(twice)).now).toEqual([])
    expect(undone(undone(undone(twice))).now).toEqual([])
    expect(redone(undone(twice)).now).toEqual([grey, turn(100)])
    expect(redone(twice)).toBe(twice)
  })

  test('takes back a whole move of a slider at once', () => {
    let history = changed(historyOf([]), [turn(0)])
    for (const degrees of [100, 200, 300]) history = changed(history, [turn(degrees)], 'step 0 centidegrees')
    expect(undone(history).now).toEqual([turn(0)])
  })

  test('keeps moves of two sliders apart, and forgets the future after a change', () => {
    const one = changed(changed(historyOf([]), [turn(1)], 'a'), [turn(2)], 'b')
    expect(undone(one).now).toEqual([turn(1)])
    expect(redone(changed(undone(one), [grey])).now).toEqual([grey])
  })
})

test('steps are replaced, removed and moved', () => {
  expect(withStep([grey, turn(1)], 1, turn(5))).toEqual([grey, turn(5)])
  expect(withoutStep([grey, turn(1)], 0)).toEqual([turn(1)])
  expect(movedStep([grey, turn(1)], 1, -1)).toEqual([turn(1), grey])
  expect(movedStep([grey, turn(1)], 0, -1)).toEqual([grey, turn(1)])
  expect(movedStep([grey, turn(1)], 1, 1)).toEqual([grey, turn(1)])
})
