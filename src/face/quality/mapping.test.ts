import { describe, expect, it } from 'vitest'
import type { Component } from './component.ts'
import { components } from './components.ts'
import { ofAngle } from './mapping.ts'
import { type QualityName, qualityNames } from './quality-measure.ts'

const colour = { photo: { grey: false } } as Parameters<Component['quality']>[1]

function qualityOf(name: QualityName, value: number): number {
  const component = components.find((each) => each.name === name)
  if (component === undefined) throw new Error(name)
  return component.quality(value, colour)
}

describe('the mappings of ISO/IEC 29794-5', () => {
  // Worked out by hand from the formulas of the reference implementation.
  it.each<[QualityName, number, number]>([
    ['eye distance', 70, 50],
    ['eye distance', 90, 73],
    ['eye distance', 31, 12],
    ['head size', 0.45, 100],
    ['head size', 0.35, 24],
    ['head size', 0.55, 24],
    ['luminance', 0.2, 50],
    ['luminance', 0.5, 100],
    ['luminance', 0.8, 50],
    ['luminance variance', 0, 0],
    ['luminance variance', 1 / 60, 100],
    ['luminance variance', 0.005, 66],
    ['dynamic range', 8, 100],
    ['dynamic range', 5, 63],
    ['underexposure', 0, 100],
    ['underexposure', 0.92, 40],
    ['underexposure', 1, 0],
    ['overexposure', 0, 100],
    ['overexposure', 0.01, 50],
    ['overexposure', 0.24, 4],
    ['illumination uniformity', 1, 100],
    ['illumination uniformity', 0.5, 81],
    ['illumination uniformity', 0, 0],
    ['natural colour', 0, 100],
    ['natural colour', 10, 54],
    ['natural colour', 100, 0],
    ['single face', 0, 100],
    ['single face', 0.25, 75],
    ['eyes open', 0.02, 50],
    ['eyes open', 0.05, 95],
    ['mouth closed', 0.2, 50],
    ['mouth closed', 0, 97],
    ['left margin', 0.9, 50],
    ['right margin', 1.1, 88],
    ['margin above', 1.4, 50],
    ['margin below', 1.8, 50],
    ['background', 10, 95],
    ['yaw', 0, 100],
    ['yaw', -45, 50],
    ['pitch', 60, 25],
  ])('gives %s of %d the quality %i', (name, value, quality) => {
    expect(qualityOf(name, value)).toBe(quality)
  })

  it('give nothing from 90 degrees on', () => {
    expect([ofAngle(90), ofAngle(120), ofAngle(-180)]).toEqual([0, 0, 0])
  })

  it('stand in the order of the names, each once', () => {
    expect(components.map(({ name }) => name)).toEqual(qualityNames)
  })
})
