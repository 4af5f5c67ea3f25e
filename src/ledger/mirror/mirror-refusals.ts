import { refused } from '../ledger-refusal.ts'
import type { MirrorView } from './look-at-mirror.ts'

/** A mirror that holds what the key of this log signed and the log does not: the start is refused, and what it holds is the evidence. */
export function refuseContradiction(sizeHere: number, views: readonly MirrorView[]): void {
  for (const view of views) {
    if (view.evidence === undefined || view.size === undefined) continue
    const ahead = view.shows === 'ahead'
    throw refused({
      code: ahead ? 'MIRROR_AHEAD' : 'MIRROR_FORKED',
      reason: `The mirror ${view.name} ${view.words}.`,
      needed: ahead
        ? `This log was restored from an old backup: bring back its newest state. Where there is none, take over what the mirror holds: casebound log mirrors restore ${view.name}.`
        : 'The key of this log signed two histories: keep both checkpoints (casebound log mirrors shows them), and tell the auditor. The log does not start before the mirror is taken out of the list by people who know why.',
      evidence: { mirror: view.name, sizeHere, sizeSeen: view.size, note: view.evidence },
    })
  }
}

/** A mirror that the log cannot be restored from. */
export const mirrorUnfit = (name: string, why: string, needed: string) =>
  refused({ code: 'MIRROR_UNFIT', reason: `The mirror ${name} cannot restore this log: ${why}.`, needed })
