import { type Share, share } from '../../kernel/index.ts'
import type { Course } from '../content/course.ts'
import type { Exercise, ExerciseProbe } from '../content/exercise.ts'
import { seededOrder } from './seeded-order.ts'

/** A pair to compare; whether both show one person is known here and told to nobody before the answers are in. */
export type PracticalItem = { readonly probe: string; readonly booking: string; readonly same: boolean }

type Practical = NonNullable<Course['practical']>

/** Draws the pairs of an exercise, no probe twice, spread over sexes and tone groups. The seed decides everything. */
export function drawPractical(
  practical: Practical,
  of: { exercise: Exercise; seed: string },
): readonly PracticalItem[] {
  const { exercise, seed } = of
  const left = { same: practical.same, different: practical.different }
  const items: PracticalItem[] = []
  for (const [at, probe] of spread(seed, exercise.probes).entries()) {
    const wanted = at % 2 === 0 ? 'same' : 'different'
    const kind = left[wanted] > 0 ? wanted : wanted === 'same' ? 'different' : 'same'
    if (left[kind] === 0) break
    left[kind]--
    const [stranger = ''] = seededOrder(`${seed} ${probe.probe}`, probe.strangers, String)
    items.push({
      probe: probe.probe,
      booking: kind === 'same' ? probe.same : stranger,
      same: kind === 'same',
    })
  }
  return seededOrder(`${seed} order`, items, ({ probe }) => probe)
}

/** Probes two by two from group after group, so that each group gives as many of one kind as of the other. */
function spread(seed: string, probes: readonly ExerciseProbe[]): ExerciseProbe[] {
  const mixed = seededOrder(`${seed} probes`, probes, ({ probe }) => probe)
  const names = [...new Set(mixed.map(groupOf))]
  const groups = names.map((name) => mixed.filter((probe) => groupOf(probe) === name))
  const rounds = Math.ceil(Math.max(...groups.map(({ length }) => length)) / 2)
  return Array.from({ length: rounds }, (_, round) =>
    groups.flatMap((group) => group.slice(round * 2, round * 2 + 2)),
  ).flat()
}

const groupOf = ({ sex, tone }: ExerciseProbe): string => `${sex} ${tone}`

export const practicalAnswers = ['same', 'different', 'inconclusive'] as const
export type PracticalAnswer = (typeof practicalAnswers)[number]

export type PracticalOutcome = {
  /** Of the pairs of one person, those that were supported. */
  readonly sensitivity: Share
  /** Of the pairs of two persons, those that were supported all the same. */
  readonly falsePositives: Share
  readonly inconclusive: number
  readonly passed: boolean
}

/** Marks an exercise. "Inconclusive" supports nothing: it lowers the sensitivity and is no false positive. */
export function markPractical(
  practical: Practical,
  of: { items: readonly PracticalItem[]; answers: readonly PracticalAnswer[] },
): PracticalOutcome {
  const answered = of.items.map(({ same }, at) => ({ same, answer: of.answers[at] ?? 'inconclusive' }))
  const supported = (same: boolean) => {
    const pairs = answered.filter((one) => one.same === same)
    return share(pairs.filter(({ answer }) => answer === 'same').length, pairs.length)
  }
  const sensitivity = supported(true)
  const falsePositives = supported(false)
  return {
    sensitivity,
    falsePositives,
    inconclusive: answered.filter(({ answer }) => answer === 'inconclusive').length,
    passed:
      sensitivity.count * 100 >= practical.leastSupportedSamePercent * sensitivity.of &&
      falsePositives.count <= practical.mostSupportedDifferent,
  }
}
