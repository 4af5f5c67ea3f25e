import { policyToJson } from '@cedar-policy/cedar-wasm/nodejs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import { answersOfCase, factsOfCase } from './case-table.ts'
import { cedarRequest } from './cedar-request.ts'
import { weigh } from './decide.ts'
import { lapdPack, ordinaryActor, ordinaryFacts } from './lapd.fixture.ts'
import { readPack } from './load-pack.ts'
import { builtinPackFolder, builtinPackNames, readPackFolder } from './read-pack-folder.ts'
import { rememberer } from './rememberer.ts'
import type { RequestFacts } from './request-facts.ts'
import { toldApart } from './told-apart.ts'

const shipped = await Promise.all(
  builtinPackNames.map(async (name) => {
    const { table, withAnswers } = readPack(await readPackFolder(builtinPackFolder(name)))
    return {
      name,
      pack: withAnswers(answersOfCase(table)),
      table,
      facts: table.cases.map((row) => factsOfCase(table, row)),
    }
  }),
)

const dayMs = 86_400_000

/** Two situations of a table mixed member by member, at any instant, with texts that somebody could have typed. */
const mixed = (rows: readonly RequestFacts[]): fc.Arbitrary<RequestFacts> =>
  fc
    .record({
      one: fc.constantFrom(...rows),
      other: fc.constantFrom(...rows),
      taken: fc.infiniteStream(fc.boolean()),
      narrative: fc.option(
        fc.oneof(fc.string(), fc.constantFrom('', ' n/a', 'For Deportation now', 'police')),
        { nil: undefined },
      ),
      shiftMs: fc.integer({ min: -400 * dayMs, max: 400 * dayMs }),
      k: fc.option(fc.integer({ min: 0, max: 250 }), { nil: undefined }),
    })
    .map(({ one, other, taken, narrative, shiftMs, k }) => {
      const names = [...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof RequestFacts)[]
      const facts = Object.fromEntries(
        names.map((name) => [name, (taken.next().value ? one : other)[name]]),
      ) as RequestFacts
      const at = new Date(Date.parse(facts.onDate ?? '2026-03-02') + shiftMs).toISOString()
      return {
        ...facts,
        narrative,
        k,
        ...(shiftMs % 3 === 0 ? {} : { at, onDate: at.slice(0, 10) }),
      } as RequestFacts
    })

describe.each(shipped)('a replay under the pack $name', ({ pack, facts }) => {
  it('remembers for each request what the policy engine would say to it', () => {
    const ask = rememberer()
    fc.assert(
      fc.property(mixed(facts), (request) => {
        expect(weigh(pack, request, { ask })).toEqual(weigh(pack, request))
      }),
      { numRuns: 400 },
    )
  }, 60_000)
})

describe('requests that policies cannot tell apart', () => {
  const text = (policy: string, facts: RequestFacts) => {
    const parsed = policyToJson(policy)
    if (parsed.type === 'failure') throw new Error(policy)
    return toldApart([parsed.json])(cedarRequest(lapdPack, facts))
  }
  const of = (condition: string) => `forbid (principal, action, resource) when { ${condition} };`
  const certified = (validTo: string): RequestFacts => ({
    ...ordinaryFacts,
    actor: { ...ordinaryActor, certificate: { ...must(ordinaryActor.certificate, 'certificate'), validTo } },
  })

  it.each([
    ['a fact that no policy reads', 'context has purpose', { caseNumber: '26-1' }, { caseNumber: '26-2' }],
    [
      'narratives with the same answers',
      'context.narrative == ""',
      { narrative: 'one' },
      { narrative: 'two' },
    ],
    [
      'narratives that fit a pattern alike',
      'context.narrative like "a*b*c"',
      { narrative: 'a b c' },
      { narrative: 'abxbc' },
    ],
    [
      'crimes of one list',
      '["robbery", "arson"].contains(context.crime)',
      { crime: 'robbery' },
      { crime: 'arson' },
    ],
    [
      'instants on one side of another',
      'context.latest < principal.certificate.ends',
      { at: '2026-03-02T10:00:00Z' },
      { at: '2026-03-02T11:00:00Z' },
    ],
    [
      'approvals in another order',
      'context.affirmed.contains("a")',
      { answers: { a: true, b: true } },
      { answers: { b: true, a: true } },
    ],
  ])('have one text: %s', (_, condition, one, other) => {
    const policy = of(condition)
    expect(text(policy, { ...ordinaryFacts, ...one })).toBe(text(policy, { ...ordinaryFacts, ...other }))
  })

  it.each([
    ['a fact that is there or not', 'context has purpose', { purpose: 'a' }, { purpose: undefined }],
    [
      'two facts compared',
      'context.narrative == context.caseNumber',
      { narrative: 'a', caseNumber: 'a' },
      { narrative: 'b', caseNumber: 'a' },
    ],
    ['a value used as it is', 'context.emergency', { emergency: true }, { emergency: false }],
    [
      'a pattern that fits one',
      'context.narrative like "a*b*b"',
      { narrative: 'a b b' },
      { narrative: 'a b' },
    ],
    ['a pattern without wildcards', 'context.narrative like "ab"', { narrative: 'ab' }, { narrative: 'abb' }],
    ['numbers on two sides', 'context.k <= 5', { k: 5 }, { k: 6 }],
    ['a number that the engine cannot read', 'context.k <= 5', { k: 2 }, { k: 2.5 }],
    [
      'one member of a set',
      'context.affirmed.contains("a")',
      { answers: { a: true } },
      { answers: { a: false } },
    ],
    [
      'a way of using a fact that is not known',
      'if context has crime then context.crime != context.purpose else false',
      { crime: 'a', purpose: 'a' },
      { crime: 'b', purpose: 'a' },
    ],
  ])('and others have two: %s', (_, condition, one, other) => {
    const policy = of(condition)
    expect(text(policy, { ...ordinaryFacts, ...one })).not.toBe(text(policy, { ...ordinaryFacts, ...other }))
  })

  it('tell certificates by the moment they end, also with days added, and users only where a policy names one', () => {
    const late = of('context.latest < principal.certificate.ends.offset(duration("10d"))')
    expect(text(late, certified('2026-02-25'))).toBe(text(late, certified('2026-12-25')))
    expect(text(late, certified('2026-02-10'))).not.toBe(text(late, certified('2026-02-25')))
    const another = { ...ordinaryFacts, actor: { ...ordinaryActor, id: 'user-2' as typeof ordinaryActor.id } }
    const named = 'forbid (principal == Casebound::User::"user-2", action, resource);'
    expect(text(late, another)).toBe(text(late, ordinaryFacts))
    expect(text(named, another)).not.toBe(text(named, ordinaryFacts))
    expect(text(of('principal == Casebound::User::"user-2"'), another)).not.toBe(
      text(of('principal == Casebound::User::"user-2"'), ordinaryFacts),
    )
  })
})
