import { createHash } from 'node:crypto'
import { canonicalJson, newId } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { checkWords } from '../kept/step-refusals.ts'
import { refused } from '../refusal-code.ts'
import { type Discipline, type MisuseClass, type MisuseStepName, misuseCaseFor } from './misuse-view.ts'

type Acting = { readonly user: User; readonly id: string; readonly words: string }
type Step = { readonly step: MisuseStepName; readonly class?: MisuseClass; readonly discipline?: Discipline }

/** Names evidence that is kept for the case. Refuses MISUSE_UNKNOWN, MISUSE_CLOSED, REASON_MISSING. */
export const addMisuseEvidence = (house: House, of: Acting) => takeStep(house, { ...of, step: 'evidence' })

/** Lifts the hold on the account, or puts it back, while the case goes on. Refuses MISUSE_UNKNOWN, MISUSE_CLOSED, REASON_MISSING. */
export const turnHold = (house: House, of: Acting & { readonly held: boolean }) =>
  takeStep(house, { ...of, step: of.held ? 'held' : 'lifted' })

/**
 * Closes the case with a finding and what follows from it, by somebody other than whoever opened it; the hold ends with it. Refuses
 * MISUSE_UNKNOWN, MISUSE_CLOSED, SECOND_PERSON_NEEDED, CLASS_BARRED, REASON_MISSING.
 */
export async function closeMisuse(
  house: House,
  of: Acting & { readonly class: MisuseClass; readonly discipline: Discipline },
): Promise<{ readonly logIndex: number }> {
  const { openedBy } = await misuseCaseFor(house, of)
  if (openedBy === of.user.id) {
    throw refused({
      code: 'SECOND_PERSON_NEEDED',
      reason: 'You opened this case yourself.',
      needed: 'Somebody else closes it.',
    })
  }
  if (of.class !== 'sustained' && of.discipline !== 'none' && of.discipline !== 'training') {
    throw refused({
      code: 'CLASS_BARRED',
      reason: `Discipline (${of.discipline}) does not follow from a case that is not sustained.`,
      needed: 'Close it as sustained, or without discipline; training may follow from any case.',
    })
  }
  return takeStep(house, { ...of, step: 'closed' })
}

async function takeStep(house: House, of: Acting & Step): Promise<{ readonly logIndex: number }> {
  const { user, step } = of
  const found = await misuseCaseFor(house, of)
  if (found.closed) {
    throw refused({
      code: 'MISUSE_CLOSED',
      reason: 'This case is closed.',
      needed: 'Open another one where something new is alleged.',
    })
  }
  const words = checkWords(of.words, 'The reason')
  const shown = {
    ...(of.class ? { class: of.class } : {}),
    ...(of.discipline ? { discipline: of.discipline } : {}),
  }
  const content = canonicalJson({ case: of.id, step, words, ...shown })
  const entryId = await house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      ...{ type: 'misuse', unit: user.agency.id, ref: found.entryId, fields: { step, ...shown } },
      hidden: { actor: user.id, content: createHash('sha256').update(content).digest('hex') },
    })
    await tx
      .insertInto('misuse_steps')
      .values({
        ...{
          id: newId<string>(),
          case_id: of.id,
          step,
          class: of.class ?? null,
          discipline: of.discipline ?? null,
        },
        ...{ words, taken_by: user.id, entry_id: entry, taken_at: house.clock.now() },
      })
      .execute()
    return entry
  })
  return { logIndex: (await house.ledger.settled(entryId)).index }
}
