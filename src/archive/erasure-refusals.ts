import type { FoundEntry } from './find-record.ts'
import { refused } from './refusal-code.ts'

// The ways in which an erasure is refused, in words.

/** Records of events are kept at least so long (CJIS Security Policy 5.8, 5.4.6: one year). */
export const retentionFloorDays = 365

export const orderMissing = () =>
  refused({
    code: 'ORDER_MISSING',
    reason: 'It is not said on what the erasure rests.',
    needed: 'Name the court order, the petition or the rule of retention; it is sealed into the log.',
  })

export const reasonEmpty = () =>
  refused({
    code: 'REASON_EMPTY',
    reason: 'No reason is given.',
    needed: 'Say in a sentence why these values are destroyed; it is sealed into the log.',
  })

export const nothingToErase = () =>
  refused({
    code: 'NOTHING_TO_ERASE',
    reason: 'None of these values is kept any more, or the entries hide nothing of that name.',
    needed: 'See what an entry hides: casebound log disclose ID.',
  })

export const ownRecord = () =>
  refused({
    code: 'OWN_RECORD',
    reason: 'You asked for this search or examined it; nobody erases the record of his own work.',
    needed: 'Ask another supervisor or programme manager.',
  })

export const notConcluded = () =>
  refused({
    code: 'NOT_CONCLUDED',
    reason: 'The search is still examined.',
    needed: 'Wait until both examinations are sealed and the search is concluded.',
  })

export const retentionRuns = (ageDays: number) =>
  refused({
    code: 'RETENTION_RUNS',
    reason: `The newest of these entries is ${ageDays} days old; records are kept for at least ${retentionFloorDays} days.`,
    needed: 'Wait, or name another basis with the order it rests on.',
    evidence: { ageDays, floorDays: retentionFloorDays },
  })

export const evidenceHeld = () =>
  refused({
    code: 'EVIDENCE_HELD',
    reason:
      'Somebody who asked for this search or examined it has an open case of misuse; his records are evidence.',
    needed: 'Wait until the case is closed, or name the court order that has it destroyed all the same.',
  })

export const ofTheHouse = (index: number) =>
  refused({
    code: 'NOTHING_TO_ERASE',
    reason: `Entry ${index} concerns the house as a whole; who set its rules stays on record.`,
    needed: 'Name an entry of a search.',
  })

export const fieldUnknown = (name: string, entries: readonly FoundEntry[]) =>
  refused({
    code: 'FIELD_UNKNOWN',
    reason: `None of the entries ${entries.map(({ index }) => index).join(', ')} keeps a hidden field ${JSON.stringify(name.slice(0, 40))}.`,
    needed: 'See what an entry hides: casebound log disclose ID.',
  })
