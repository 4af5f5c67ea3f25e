import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '../kernel/index.ts'
import { openDisclosures, openListDisclosures } from '../proof/index.ts'
import { composeEntry, listItemName } from './compose-entry.ts'
import { candidateBucket } from './events-search.ts'
import { entryLimitBytes, readEntry } from './read-entry.ts'

const code = fc.stringMatching(/^[A-Za-z][a-z-]{0,39}$/)
const text = fc.string({ unit: 'grapheme', maxLength: 60 }).map((value) => value.normalize('NFC'))
const safeText = text.filter((value) => value.isWellFormed() && value.normalize('NFC') === value)
const candidate = fc.record({ personId: safeText, bookingId: safeText, similarity: safeText, rank: fc.nat() })

const frame = (indices: Readonly<Record<string, number>>) => ({
  id: newId<never>(),
  week: '2026-W47',
  timeMs: 1,
  indices,
})

describe('any draft that is taken', () => {
  it('gives canonical bytes within the limit that read back to the same entry', () => {
    fc.assert(
      fc.property(fc.record({ unit: code, act: code, actor: safeText, detail: safeText }), (drawn) => {
        const { entry, bytes, disclosures } = composeEntry(
          {
            type: 'refusal',
            unit: drawn.unit,
            fields: { act: drawn.act, codes: ['NO_CASE'], rules: [] },
            hidden: { actor: drawn.actor, detail: drawn.detail },
          },
          frame({}),
        )
        expect(bytes.length).toBeLessThanOrEqual(entryLimitBytes)
        expect(readEntry(bytes)).toEqual({ entry })
        const opened = openDisclosures({
          commitments: entry.c,
          disclosures: disclosures.map(({ disclosure }) => disclosure),
        })
        expect(opened.get('actor')).toBe(drawn.actor)
        expect(opened.get('detail')).toBe(drawn.detail)
      }),
    )
  })

  it('commits to each item of a list so that any one of them opens alone', () => {
    fc.assert(
      fc.property(fc.array(candidate, { minLength: 1, maxLength: 40 }), fc.nat(), (cands, pick) => {
        const { entry, disclosures } = composeEntry(
          {
            type: 'result',
            unit: 'unit',
            fields: { n: candidateBucket(cands.length), rows: 1, exact: true, engine: 'ab'.repeat(32) },
            hidden: { cands },
          },
          frame({ ref: 1 }),
        )
        const at = pick % cands.length
        const named = (name: string) => disclosures.find((each) => each.name === name)?.disclosure ?? ''
        const list = openDisclosures({ commitments: entry.c, disclosures: [named('cands')] }).get('cands')
        const opened = openListDisclosures({
          digests: list as string[],
          name: listItemName,
          disclosures: [named(`cands.${at}`)],
        })
        expect([...opened]).toEqual([[at, cands[at]]])
      }),
      { numRuns: 50 },
    )
  })

  it('is refused as bytes when anything is added, removed or reordered', () => {
    const { bytes } = composeEntry(
      { type: 'codes', unit: 'unit', fields: { version: 1, sha256: 'ab'.repeat(32) }, hidden: {} },
      frame({}),
    )
    const entryText = new TextDecoder().decode(bytes)
    const damaged = [
      `${entryText} `,
      entryText.replace('{', '{ '),
      entryText.replace('"version":1', '"version":1,"version":1'),
      entryText.replace('"version":1', '"version":1.0'),
      entryText.replace('"version":1,', ''),
      entryText.replace('"u":"unit","v":1', '"v":1,"u":"unit"'),
    ]
    for (const each of damaged) {
      expect(each).not.toBe(entryText)
      expect(readEntry(new TextEncoder().encode(each))).toHaveProperty('fault')
    }
    expect(readEntry(Uint8Array.of(0xff, 0xfe))).toEqual({ fault: 'not UTF-8' })
    expect(readEntry(new Uint8Array(entryLimitBytes + 1))).toHaveProperty('fault')
  })
})
