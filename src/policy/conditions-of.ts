import type { Condition } from './decision.ts'
import { isInForce } from './is-in-force.ts'
import type { Pack } from './pack.ts'
import { sourceWords } from './refusal-words.ts'
import type { RequestFacts } from './request-facts.ts'

/** What the pack asks for after it permitted this search; an emergency is due for approval within the pack's hours. */
export function conditionsOf(pack: Pack, of: { facts: RequestFacts; onDate: string }): readonly Condition[] {
  const { facts, onDate } = of
  const identification = pack.purposes.some(
    (purpose) => purpose.code === facts.purpose && purpose.identification === true,
  )
  const applies: Readonly<Record<string, boolean>> = {
    always: true,
    emergency: facts.emergency === true,
    outside: facts.onBehalfOf?.trim().toUpperCase() !== facts.actor.agency?.trim().toUpperCase(),
    identification,
    'protected-activity': facts.protectedActivity === true,
  }
  return (pack.conditions ?? [])
    .filter((condition) => applies[condition.when] === true && isInForce(condition, onDate))
    .map((condition) => ({
      id: condition.id,
      sentence: condition.sentence,
      source: sourceWords(condition),
      ...(dueHours(pack, condition) === undefined ? {} : { dueHours: dueHours(pack, condition) }),
    }))
}

/** A condition of the emergency path is due within the hours of that path. */
const dueHours = (pack: Pack, condition: { when: string; dueHours?: number | undefined }) =>
  condition.dueHours ?? (condition.when === 'emergency' ? pack.emergencyHours : undefined)
