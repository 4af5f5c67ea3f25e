import { describe, expect, it } from 'vitest'
import { judgeQuality, type QualityMinima } from './judge-quality.ts'
import { lapdPack, withText } from './lapd.fixture.ts'
import { loadPack } from './load-pack.ts'

const minima: QualityMinima = [
  { component: 'eye distance', refuseBelow: 10, warnBelow: 38 },
  { component: 'sharpness', warnBelow: 50 },
  { component: 'yaw', refuseBelow: 20 },
]
const measured = (name: string, quality?: number) => ({ name, words: `The ${name}.`, quality })
const judged = (...measures: readonly ReturnType<typeof measured>[]) =>
  judgeQuality(minima, measures).map(({ component, action, minimum }) => [component, action, minimum])

describe('judging the quality of a photograph', () => {
  it('finds nothing where every minimum is met, to the point', () => {
    expect(judged(measured('eye distance', 38), measured('sharpness', 50), measured('yaw', 20))).toEqual([])
  })

  it('names each minimum that is missed, and the graver of two', () => {
    expect(judged(measured('eye distance', 37), measured('sharpness', 49), measured('yaw', 19))).toEqual([
      ['eye distance', 'warn', 38],
      ['sharpness', 'warn', 50],
      ['yaw', 'refuse', 20],
    ])
    expect(judged(measured('eye distance', 9), measured('sharpness', 100), measured('yaw', 100))).toEqual([
      ['eye distance', 'refuse', 10],
    ])
  })

  it('refuses what was not measured where a minimum refuses, and does not warn of it elsewhere', () => {
    expect(judged(measured('eye distance'))).toEqual([
      ['eye distance', 'refuse', 10],
      ['yaw', 'refuse', 20],
    ])
  })

  it('says what was measured, the quality and the minimum', () => {
    const [finding] = judgeQuality(minima, [measured('eye distance', 9), measured('yaw', 50)])
    expect(finding?.words).toBe('The eye distance. Quality 9 of 100, the policy asks for 10.')
  })
})

describe('the minima of the first pack', () => {
  it("are marked as the agency's own settings, and stand among what no source settles", () => {
    expect(lapdPack.quality).toMatchObject({ confidence: 'D', section: 'none' })
    expect(lapdPack.quality.imposedBy).toContain("agency's own settings")
    expect(lapdPack.unknown.join()).toContain('image quality')
  })

  it('rest on no measure that fails deep skin in good light', () => {
    const unfair = ['luminance', 'luminance variance', 'dynamic range', 'underexposure']
    const used = [...lapdPack.quality.enrolment, ...lapdPack.quality.probe].map(({ component }) => component)
    expect(used.filter((component) => unfair.includes(component))).toEqual([])
  })

  it('must each refuse or warn, once, and never warn only after refusing', () => {
    const faulty = (to: string) => () =>
      loadPack(
        withText('packJson', {
          from: /\{ "component": "eye distance".*\}/,
          to: `{ "component": "eye distance"${to} }`,
        }),
      )
    expect(faulty('')).toThrow(/neither refuses nor warns/)
    expect(faulty(', "refuseBelow": 40, "warnBelow": 38')).toThrow(/always forestalls/)
    expect(faulty(', "warnBelow": 101')).toThrow(/PACK_INVALID/)
    const twice = { from: '"component": "sharpness"', to: '"component": "eye distance"' }
    expect(() => loadPack(withText('packJson', twice))).toThrow(/stands twice/)
  })
})
