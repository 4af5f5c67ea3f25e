import { setImmediate as nextTurn } from 'node:timers/promises'
import { isoDate, Refused, type RequestId } from '../kernel/index.ts'
import { asIfInForce, createReplay, type Pack, type Replayed } from '../policy/index.ts'
import type { House } from './house.ts'
import { recordedRequests } from './recorded-requests.ts'

/** What a proposed policy would have changed in a period. */
export type Replay = {
  readonly from: string
  readonly to: string
  /** Requests that a policy had decided on their day. */
  readonly requests: number
  readonly permittedBefore: number
  readonly permittedAfter: number
  readonly nowRefused: number
  readonly nowPermitted: number
  readonly otherReasons: number
  /** Requests by refusal code, under the packs of their days and under the proposed one. */
  readonly byCode: readonly { readonly code: string; readonly before: number; readonly after: number }[]
  /** The first changed requests, oldest first. */
  readonly changes: readonly ReplayedRequest[]
  /** Requests whose decision cannot be told again from what is recorded; they are counted above as told again now. */
  readonly notAsRecorded: number
  /** Requests from before the first policy, which are left out. */
  readonly beforeAnyPolicy: number
}

export type ReplayedRequest = {
  readonly requestId: RequestId
  readonly on: string
  readonly crime: string
  readonly purpose: string
  readonly before: string
  readonly after: string
}

const changesShown = 200
const decisionsATurn = 100

/**
 * Decides the recorded requests of a period (both days included) again, under the pack in force on each day and under a
 * proposed one as if it had been in force, and touches nothing. Refuses SETUP_UNANSWERED for a pack with open questions.
 */
export async function replayPolicy(
  house: Pick<House, 'storage' | 'policies'>,
  asked: { pack: Pack; from: string; to: string },
): Promise<Replay> {
  if (asked.pack.unanswered.length > 0) throw unanswered(asked.pack)
  const after = asIfInForce(asked.pack, asked.from)
  const tally = createTally()
  const replayFacts = createReplay()
  const records = await recordedRequests(house, asked)
  for (const [at, record] of records.entries()) {
    if (at % decisionsATurn === 0) await nextTurn()
    const before = house.policies.at(record.at)?.pack
    const replayed = before && replayFacts(record.facts, { before, after })
    const { crime = '', purpose = '' } = record.facts
    const request = { requestId: record.requestId, on: isoDate(record.at), crime, purpose }
    tally.add({ request, replayed, wasPermitted: record.wasPermitted })
  }
  return { from: asked.from, to: asked.to, ...tally.sums() }
}

type Told = {
  readonly request: Omit<ReplayedRequest, 'before' | 'after'>
  readonly replayed: Replayed | undefined
  readonly wasPermitted: boolean
}

function createTally() {
  const count = { requests: 0, permittedBefore: 0, permittedAfter: 0, nowRefused: 0, nowPermitted: 0 }
  const rest = { otherReasons: 0, notAsRecorded: 0, beforeAnyPolicy: 0 }
  const codes = new Map<string, { before: number; after: number }>()
  const changes: ReplayedRequest[] = []
  const note = (code: string, side: 'before' | 'after') => {
    const sum = codes.get(code) ?? { before: 0, after: 0 }
    sum[side] += 1
    codes.set(code, sum)
  }
  const add = ({ request, replayed, wasPermitted }: Told): void => {
    if (replayed === undefined) {
      rest.beforeAnyPolicy += 1
      return
    }
    const { before, after, change } = replayed
    count.requests += 1
    if (before === 'permit') count.permittedBefore += 1
    if (after === 'permit') count.permittedAfter += 1
    if ((before === 'permit') !== wasPermitted) rest.notAsRecorded += 1
    if (change === 'now-refused') count.nowRefused += 1
    if (change === 'now-permitted') count.nowPermitted += 1
    if (change === 'other-reasons') rest.otherReasons += 1
    for (const code of replayed.codesBefore) note(code, 'before')
    for (const code of replayed.codesAfter) note(code, 'after')
    if (change !== 'same' && changes.length < changesShown) changes.push({ ...request, before, after })
  }
  const sums = () => {
    const byCode = [...codes].sort().map(([code, sum]) => ({ code, ...sum }))
    return { ...count, ...rest, byCode, changes }
  }
  return { add, sums }
}

const unanswered = (pack: Pack) =>
  new Refused<'SETUP_UNANSWERED'>({
    code: 'SETUP_UNANSWERED',
    reason: `The pack ${pack.id} ${pack.version} asks what no source gives: ${pack.unanswered.join(', ')}.`,
    needed: 'Answer these questions; casebound policy packs shows each with its choices.',
  })
