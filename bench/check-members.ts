import { isRefused, must } from '../src/kernel/index.ts'
import type { MatcherResult } from '../src/matcher/index.ts'
import type { Truth } from './ask-oracle.ts'
import { type Gallery, galleryRoot } from './gallery.ts'
import type { Probe } from './make-templates.ts'
import type { QueryTruth } from './oracle-share.ts'
import { personName } from './person-name.ts'
import { showProgress } from './progress.ts'
import { mean } from './statistics.ts'

export const batchSize = 16

export type MemberCheck = {
  readonly k: number
  readonly asked: 'one by one' | 'in batches'
  readonly searches: number
  /** Places of the lists at which the person or the similarity is not that of the oracle. */
  readonly wrongMembers: number
  readonly boundViolations: number
  readonly rowsScanned: number
  readonly rowsRescoredMean: number
  readonly rowsRescoredMost: number
}

/** Asks for every probe that the oracle knows, with short and long lists, one by one and in batches. */
export async function checkMembers(
  gallery: Gallery,
  { probes, truth }: { readonly probes: readonly Probe[]; readonly truth: Truth },
): Promise<readonly MemberCheck[]> {
  const checks: MemberCheck[] = []
  const known = probes.slice(0, truth.of.length)
  for (const k of [20, 200])
    for (const asked of ['one by one', 'in batches'] as const) {
      const answers = await ask(gallery, { probes: known, k, size: asked === 'one by one' ? 1 : batchSize })
      checks.push({ k, asked, searches: known.length, ...compare(answers, { truth, k }) })
    }
  return checks
}

type Answer = MatcherResult | 'bound violated'

async function ask(
  { matcher }: Gallery,
  { probes, k, size }: { readonly probes: readonly Probe[]; readonly k: number; readonly size: number },
): Promise<readonly Answer[]> {
  const title = `Compare with the oracle, k ${k}, ${size} at once`
  const progress = showProgress({ title, total: probes.length, unit: 'searches' })
  const answers: Answer[] = []
  while (answers.length < probes.length) {
    const queries = probes.slice(answers.length, answers.length + size).map(({ vector }) => vector)
    const options = { k, galleryRoot }
    try {
      const results =
        size === 1
          ? [await matcher.search(must(queries[0], 'query'), options)]
          : await matcher.searchMany(queries, options)
      answers.push(...results)
    } catch (error) {
      if (!isRefused(error) || error.code !== 'BOUND_VIOLATED') throw error
      answers.push(...queries.map(() => 'bound violated' as const))
    }
    progress.at(answers.length)
  }
  progress.end()
  return answers
}

function compare(
  answers: readonly Answer[],
  { truth, k }: { readonly truth: Truth; readonly k: number },
): Omit<MemberCheck, 'k' | 'asked' | 'searches'> {
  const certificates = answers.flatMap((answer) => (answer === 'bound violated' ? [] : [answer.certificate]))
  const rescored = certificates.map(({ rowsRescored }) => rowsRescored)
  return {
    wrongMembers: answers.reduce((sum, answer, at) => sum + wrongIn(answer, { truth: truth.of[at], k }), 0),
    boundViolations:
      answers.length -
      certificates.length +
      certificates.reduce((sum, { boundViolations }) => sum + boundViolations, 0),
    rowsScanned: certificates.reduce((sum, { rowsScanned }) => sum + rowsScanned, 0),
    rowsRescoredMean: mean(rescored),
    rowsRescoredMost: Math.max(0, ...rescored),
  }
}

function wrongIn(answer: Answer, of: { readonly truth: QueryTruth | undefined; readonly k: number }): number {
  const expected = must(of.truth, 'truth').persons.slice(0, of.k)
  if (answer === 'bound violated') return expected.length
  const right = expected.filter(({ id, similarity }, at) => {
    const row = answer.rows[at]
    return row?.personId === personName(id) && row.similarity === similarity
  })
  return Math.max(expected.length, answer.rows.length) - right.length
}
