import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type CanonicalValue, newId } from '../kernel/index.ts'
import { composeEntry } from './compose-entry.ts'
import type { EntryDraft } from './draft.ts'
import { eventsDoc } from './events-doc.ts'
import { candidateBucket } from './events-search.ts'
import { incidentDraft, refusalDraft, resultDraft, searchDraft } from './sample-drafts.ts'

const search = searchDraft({ pol: newId(), gal: newId() })
const indices = { pol: 2, gal: 3 }

const compose = (draft: EntryDraft, at: Readonly<Record<string, number>> = {}) =>
  composeEntry(draft, { id: newId(), week: '2026-W47', timeMs: 1_000, indices: at })

const withField = (name: string, value: CanonicalValue): EntryDraft => ({
  ...search,
  fields: { ...search.fields, [name]: value },
})

describe('the event catalogue', () => {
  it('describes every field, and docs/events.md says what it says (else run: npm run docs)', async () => {
    const written = await readFile(new URL('../../docs/events.md', import.meta.url), 'utf8')
    expect(written).toBe(eventsDoc())
  })

  it('takes an entry as it describes it', () => {
    expect(compose(search, indices).entry).toMatchObject({ t: 'search', crime: 'robbery', pol: 2, gal: 3 })
  })

  it.each([
    ['a public field it does not have', withField('suspect', 'robbery')],
    ['a missing public field', { ...search, fields: {} }],
    ['a missing hidden field', { ...search, hidden: {} }],
    ['a hidden field it does not have', { ...search, hidden: { ...search.hidden, address: 'x' } }],
    ['a name in a code field', withField('crime', 'John Q. Public')],
    ['a case number in a code field', withField('crime', 'CASE-2026-004711')],
    ['coordinates in a code field', withField('src', '34.05,-118.24')],
    ['an image in a code field', withField('src', `data:image/png;base64,${'A'.repeat(60)}`)],
    ['a long text in a code field', withField('purpose', 'a'.repeat(41))],
    ['a type that does not exist', { ...search, type: 'meter' } as unknown as EntryDraft],
    ['a field that is the ledger’s own', withField('id', newId())],
    ['a log index given as a field', withField('pol', 1)],
    ['a unit that is no code', { ...search, unit: '4th floor, room 12' }],
    ['a fractional number', withField('k', 1.5)],
    ['a refusal without a code', { ...refusalDraft, fields: { ...refusalDraft.fields, codes: [] } }],
    ['a hidden text over 512 bytes', { ...incidentDraft, hidden: { detail: 'x'.repeat(513) } }],
  ])('refuses %s', (_, draft) => {
    expect(() => compose(draft, indices)).toThrow(expect.objectContaining({ code: 'ENTRY_NOT_ALLOWED' }))
  })

  it('never repeats a refused value in the message', () => {
    for (const draft of [withField('crime', 'SECRETNAME 12345'), withField('SECRETNAME', 'x')]) {
      let words = ''
      try {
        compose(draft, indices)
      } catch (error) {
        words = JSON.stringify({ error, message: String(error) })
      }
      expect(words).toContain('ENTRY_NOT_ALLOWED')
      expect(words).not.toContain('SECRETNAME')
    }
  })

  it('refuses a result whose public bucket is not that of its candidate list', () => {
    const draft = resultDraft(newId())
    const lying = { ...draft, fields: { ...draft.fields, n: '21+' } }
    expect(() => compose(lying, { ref: 4 })).toThrow(/not the bucket/)
    expect([0, 1, 5, 6, 20, 21].map(candidateBucket)).toEqual(['0', '1-5', '1-5', '6-20', '6-20', '21+'])
  })

  it('refuses an entry over 4,096 bytes', () => {
    const rules = Array.from({ length: 60 }, (_, at) => `${'r'.repeat(60)}-${at}`)
    const codes = Array.from({ length: 60 }, (_, at) => `${'C'.repeat(44)}_${at}`)
    const draft = { ...refusalDraft, fields: { ...refusalDraft.fields, rules, codes } }
    expect(() => compose(draft)).toThrow(expect.objectContaining({ code: 'ENTRY_TOO_LARGE' }))
  })

  it('commits to equal values differently each time, so that digests cannot be compared', () => {
    const [first, second] = [compose(search, indices), compose(search, indices)]
    for (const name of Object.keys(first.entry.c)) expect(first.entry.c[name]).not.toBe(second.entry.c[name])
  })
})
