import { describe, expect, it } from 'vitest'
import { diffPacks } from './diff-packs.ts'
import { lapdFiles, lapdPack, withText } from './lapd.fixture.ts'
import { readPack } from './load-pack.ts'
import { readCaseFacts } from './read-case-facts.ts'

const changed = (
  change: { from: string | RegExp; to: string },
  file: 'packJson' | 'policiesCedar' = 'packJson',
) => diffPacks(lapdPack, readPack(withText(file, change)).pack)

describe('the difference between two packs', () => {
  it('is nothing between a pack and itself', () => {
    expect(diffPacks(lapdPack, readPack(lapdFiles).pack)).toEqual([])
  })

  it('names a class that went and one that came', () => {
    expect(changed({ from: '"code": "narcotics"', to: '"code": "drugs"' })).toEqual([
      { kind: 'added', of: 'list', name: 'crimes', words: 'Narcotics offence (drugs)' },
      { kind: 'removed', of: 'list', name: 'crimes', words: 'Narcotics offence (narcotics)' },
    ])
  })

  it('says a number with the one before', () => {
    expect(changed({ from: '"outcomeDueDays": 30', to: '"outcomeDueDays": 60' })).toEqual([
      {
        kind: 'changed',
        of: 'number',
        name: 'days until an outcome is due',
        words: 'days until an outcome is due: 60, before 30',
      },
    ])
  })

  it('says what a rule says now, and that what it asks is written differently', () => {
    const [sentence] = changed({
      from: 'Every search carries a case number.',
      to: 'A case number is needed.',
    })
    expect(sentence?.words).toBe('Now: A case number is needed. Before: Every search carries a case number.')
    const [asked] = changed(
      { from: 'unless { context has caseNumber };', to: 'unless { context has crime };' },
      'policiesCedar',
    )
    expect(asked).toMatchObject({ name: 'LA-CASE-1', words: 'What it asks is written differently.' })
  })
})

describe('a request written by hand', () => {
  it('is read in the words of a case table, and what is left out is unknown', () => {
    expect(readCaseFacts('{"today": "2026-03-02", "crime": "robbery"}')).toMatchObject({
      onDate: '2026-03-02',
      crime: 'robbery',
    })
  })

  it.each(['{', '[]', '{"weather": "fine"}', '{"k": "many"}'])('refuses %s', (text) => {
    expect(() => readCaseFacts(text)).toThrow('FACTS_INVALID')
  })
})
