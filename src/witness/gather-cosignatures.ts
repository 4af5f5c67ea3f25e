import {
  type NoteSignature,
  type NoteSigner,
  type PolicyWitness,
  quorumReached,
  type TrustPolicy,
} from '../proof/index.ts'
import { askWitness, type Submission, type WitnessAnswer } from './ask-witness.ts'

/** Where a witness stands: how far it has followed, and what came of asking it last. */
export type WitnessStanding = {
  readonly name: string
  readonly vkey: string
  readonly url: string | undefined
  /** Size that it cosigned last, as far as this process knows. */
  readonly followedTo: number
  readonly last: WitnessAnswer | undefined
}

export type Gathered = {
  readonly reached: boolean
  /** Valid cosignatures, in the order of the policy. */
  readonly signatures: readonly NoteSignature[]
  readonly standings: readonly WitnessStanding[]
}

/** Asks all witnesses of a policy, and remembers how far each has followed. */
export type Gatherer = {
  /** Asks all at once; gives as soon as the quorum is there, plus the moment that others may need. */
  readonly gather: (submission: Submission) => Promise<Gathered>
  /** Asks all and waits for every answer or its time limit. */
  readonly askAll: (submission: Submission) => Promise<Gathered>
  readonly standings: () => readonly WitnessStanding[]
}

/** How long witnesses over the quorum are waited for: their cosignatures are welcome, but a search waits. */
const graceMs = 2

type Hand = {
  readonly witness: PolicyWitness & { readonly url: string }
  followedTo: number
  latestTimestampSec: number
  last: WitnessAnswer | undefined
  /** A witness that has not answered yet is not asked again before it has, so that a hung one costs one connection. */
  asking: boolean
}

export function createGatherer(policy: TrustPolicy, { timeoutMs }: { readonly timeoutMs: number }): Gatherer {
  const hands = policy.witnesses.flatMap((witness): Hand[] =>
    witness.url === undefined
      ? []
      : [
          {
            witness: { ...witness, url: witness.url },
            ...{ followedTo: 0, latestTimestampSec: 0, last: undefined, asking: false },
          },
        ],
  )
  const standings = () =>
    policy.witnesses.map(({ name, vkey, url, key }): WitnessStanding => {
      const hand = hands.find(({ witness }) => witness.key === key)
      return { name, vkey, url, followedTo: hand?.followedTo ?? 0, last: hand?.last }
    })
  const start = (submission: Submission) => {
    const good = new Map<Hand, NoteSigner & { signature: NoteSignature }>()
    const asked = hands
      .filter(({ asking }) => !asking)
      .map(async (hand) => {
        const answer = await askHand(hand, { submission, timeoutMs })
        if (answer.kind === 'cosigned') good.set(hand, { key: hand.witness.key, signature: answer.signature })
      })
    const reached = () => quorumReached(policy, [...good.values()])
    const gathered = (): Gathered => ({
      reached: reached(),
      signatures: hands.flatMap((hand) => good.get(hand)?.signature ?? []),
      standings: standings(),
    })
    return { asked, reached, gathered }
  }
  return {
    standings,
    askAll: async (submission) => {
      const { asked, gathered } = start(submission)
      await Promise.all(asked)
      return gathered()
    },
    gather: async (submission) => {
      const { asked, reached, gathered } = start(submission)
      const all = Promise.all(asked)
      await new Promise<void>((resolve) => {
        for (const one of asked) one.then(() => reached() && resolve())
        all.then(() => resolve())
      })
      await Promise.race([all, moment(graceMs)])
      return gathered()
    },
  }
}

async function askHand(
  hand: Hand,
  of: { readonly submission: Submission; readonly timeoutMs: number },
): Promise<WitnessAnswer> {
  const { submission, timeoutMs } = of
  hand.asking = true
  const oldSize = Math.min(hand.followedTo, submission.size)
  const answer = await askWitness({ witness: hand.witness, submission, oldSize, timeoutMs }).finally(() => {
    hand.asking = false
  })
  hand.last = laterThanBefore(hand, answer)
  if (hand.last.kind === 'cosigned') {
    hand.followedTo = submission.size
    hand.latestTimestampSec = hand.last.timestampSec
  }
  return hand.last
}

/** A witness whose clock went back would let an old cosignature pass for a new one. */
function laterThanBefore(hand: Hand, answer: WitnessAnswer): WitnessAnswer {
  if (answer.kind !== 'cosigned' || answer.timestampSec >= hand.latestTimestampSec) return answer
  return {
    kind: 'false',
    words: `states a time ${hand.latestTimestampSec - answer.timestampSec} s before its last cosignature`,
  }
}

const moment = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs))
