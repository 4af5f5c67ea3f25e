import { describe, expect, it } from 'vitest'
import { decide, weigh } from './decide.ts'
import { lapdFiles, ordinaryFacts } from './lapd.fixture.ts'
import { filesOfText, loadPack, readPack } from './load-pack.ts'
import { builtinPackFolder, builtinPackNames, readPackFolder } from './read-pack-folder.ts'

const detroit = await readPackFolder(builtinPackFolder('detroit'))
const answers = {
  'candidates-max': 12,
  'outside-requests': 'refuse',
  'prior-approval': 'not-needed',
  'body-camera': 'deny',
  tries: 2,
}

describe('what no source gives', () => {
  it('refuses everything while a question of set-up is open', () => {
    const { tries: _, ...some } = answers
    for (const given of [{}, some]) {
      const decision = weigh(readPack(detroit, given).pack, {
        ...ordinaryFacts,
        onDate: '2026-03-02',
      })
      expect(decision.refusals.map(({ code }) => code)).toEqual(['SETUP_UNANSWERED'])
    }
    expect(weigh(readPack(detroit, some).pack, ordinaryFacts).refusals[0]?.reason).toContain('tries')
  })

  it('takes the place that the answer fills', () => {
    const pack = loadPack(detroit, { answers })
    expect(pack.unanswered).toEqual([])
    expect(pack.candidates).toEqual({ min: 1, default: 12, max: 12 })
    expect(pack.limits.tries).toBe(2)
  })

  it('is a part of the text and of its hash', () => {
    const pack = loadPack(detroit, { answers })
    expect(readPack(detroit, { ...answers, tries: 3 }).pack.sha256).not.toBe(pack.sha256)
    const again = filesOfText(pack.text)
    expect(again.answers).toEqual(answers)
    expect(loadPack(again.files, { answers: again.answers })).toEqual(pack)
  })

  it.each<[string, Record<string, string | number>, RegExp]>([
    [
      'a choice that is not offered',
      { ...answers, 'body-camera': 'sometimes' },
      /one of deny, approve, allow/,
    ],
    ['a number out of its range', { ...answers, tries: 0 }, /whole number from 1 to 50/],
    ['a part of a number', { ...answers, tries: 1.5 }, /whole number/],
    ['a question that nobody asked', { ...answers, weather: 'fine' }, /weather, which the pack does not ask/],
  ])('is refused as %s', (_what, given, fault) => {
    expect(() => readPack(detroit, given)).toThrow(fault)
  })

  it('stays open in every pack but the first, which has no question', async () => {
    expect(loadPack(lapdFiles).unanswered).toEqual([])
    for (const name of builtinPackNames.slice(1)) {
      const { pack } = readPack(await readPackFolder(builtinPackFolder(name)))
      expect(pack.unanswered.length, name).toBeGreaterThan(2)
      expect(
        decide({ ...pack, signedBy: 'PD' }, { ...ordinaryFacts, onDate: pack.validFrom }).permitted,
      ).toBe(false)
    }
  })
})
