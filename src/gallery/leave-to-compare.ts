import type { EntryId } from '../kernel/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { type KeyRelease, oneTimeKey, openReleasedKey } from '../release/index.ts'

/** The picture that is compared: by which hidden field of the entry it is committed to, and its SHA-256, hex. */
export type ComparedPicture = { readonly field: 'probe' | 'copy'; readonly sha256: string }

/** Resolves when the key release gave leave for one comparison; see leaveFrom. */
export type AskLeave = (comparison: {
  readonly entryId: EntryId
  /** Log index of the gallery state that is compared with. */
  readonly gallery: number
  /** Undefined for a measurement of strangers. */
  readonly picture: ComparedPicture | undefined
}) => Promise<void>

/**
 * Asks a key release, which goes by its own trust and memory, for leave to compare. Its answer counts only when it opens with the
 * one-time key of this comparison, and for this entry. Refuses RELEASE_REFUSED, RELEASE_GONE.
 */
export function leaveFrom(release: KeyRelease, ledger: Ledger): AskLeave {
  // One at a time: the proof leads from what the release saw last, which each request moves.
  let turn: Promise<unknown> = Promise.resolve()
  const ask: AskLeave = async ({ entryId, gallery, picture }) => {
    const { publicKey, privateKey } = oneTimeKey()
    const proven = await ledger.prove(entryId, await release.seen())
    const names = ['time', ...(picture ? [picture.field] : [])]
    const released = await release.release({
      ...proven,
      disclosures: await ledger.disclosures(entryId, names),
      pictureSha256: picture?.sha256,
      ...{ gallery, matcherKey: publicKey },
    })
    openReleasedKey(released, privateKey)
  }
  return (comparison) => {
    const answer = turn.then(() => ask(comparison))
    turn = answer.catch(() => undefined)
    return answer
  }
}
