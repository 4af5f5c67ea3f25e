import type { TrustPolicy } from '../proof/index.ts'
import { type Gathered, standingsWords, type WitnessStanding } from '../witness/index.ts'
import { refused } from './ledger-refusal.ts'

/** A witness that shows what contradicts us stops the writer: our own key signed it. */
export function refuseEvidence(size: number, { standings }: Gathered): void {
  for (const standing of standings) {
    const { last } = standing
    if (last !== undefined && 'evidence' in last && last.evidence !== undefined)
      throw ahead(size, { ...standing, last })
  }
}

/** At start a mere claim is enough: a log restored from a backup must not go on, and a liar can be taken out of the policy. */
export function refuseClaims(size: number, { standings }: Gathered): void {
  for (const standing of standings) {
    const { last } = standing
    if (last?.kind === 'ahead' || last?.kind === 'forked') throw ahead(size, { ...standing, last })
  }
}

type Contradicting = Omit<WitnessStanding, 'last'> & {
  readonly last: { readonly size: number; readonly words: string; readonly evidence?: string }
}

const ahead = (size: number, { name, last }: Contradicting) =>
  refused({
    code: 'WITNESS_AHEAD',
    reason: `The witness ${name} ${last.words}.`,
    needed:
      last.evidence === undefined
        ? 'If this log was restored from a backup, bring back its newest state. If the witness is wrong, tell its operator; only then take it out of the policy.'
        : 'This log was restored from an old backup or its key signed two histories: bring back the newest state, keep what the witness shows (casebound log witnesses), and tell the auditor.',
    evidence: {
      witness: name,
      sizeHere: size,
      sizeSeen: last.size,
      ...(last.evidence === undefined ? {} : { note: last.evidence }),
    },
  })

/** What each witness said, for whoever waits for the log. */
export const witnessesMissing = (policy: TrustPolicy, { standings }: Gathered) =>
  refused({
    code: 'WITNESSES_MISSING',
    reason: `The log cannot be witnessed, so no search is made. The policy asks for ${policy.quorumName}: ${standingsWords(standings)}.`,
    needed:
      'Wait, or see that the witnesses run and can be reached; the log goes on by itself when enough of them answer.',
    evidence: { witnesses: standings.map(({ name }) => name) },
  })
