import { createHash, randomBytes } from 'node:crypto'
import { modelDigest } from '../face/index.ts'
import type { GalleryState, HeldGallery } from '../gallery/index.ts'
import { canonicalJson, isRefused, must, type SearchId } from '../kernel/index.ts'
import { candidateBucket, type EntryDraft, type LoggedEntry } from '../ledger/index.ts'
import {
  type Candidate,
  candidatesFrom,
  recordIntent,
  recordResult,
  type SearchedPicture,
  similarityText,
  stillAsSubmitted,
} from '../search/index.ts'
import { authorityFields } from './authority-fields.ts'
import { type Frozen, freezeSearch, recordFrozen } from './freeze-search.ts'
import type { House } from './house.ts'
import { RefusedOnRecord, refusalWords, shortened } from './on-record.ts'
import {
  countedTry,
  dropCopy,
  probeFields,
  type ReadyProbe,
  readyProbe,
  recordProbe,
} from './probe-on-record.ts'
import type { Ranked } from './rank-probe.ts'
import { logFailure } from './search-failure.ts'
import { endedWhenCutOff } from './searches-cut-off.ts'
import { canaryAtHead } from './watch/canaries.ts'
import { portraitTrips } from './watch/portrait-trips.ts'
import { raiseAlarms } from './watch/raise-alarms.ts'
import { searchTrips } from './watch/search-trips.ts'
import type { Ask, Permitted } from './who-asks.ts'

/** A permitted search whose `search` entry is durable in the log. Nothing is compared without one. */
export type Intent = Ask &
  Permitted & {
    readonly searchId: SearchId
    readonly logged: LoggedEntry
    readonly gallery: GalleryState
    /** The working copy to search; undefined searches the original. */
    readonly picture: SearchedPicture | undefined
  }

/** Writes `search` to the log, and waits until it is durable there. */
export async function logIntent(
  house: House,
  asked: Ask & { permitted: Permitted; held: HeldGallery },
): Promise<Intent> {
  const { user, request, permitted, held } = asked
  const ready = await readyProbe(house, request)
  const recorded = await recordPermitted(house, { ...asked, ready }).catch(async (error: unknown) => {
    await dropCopy(house, ready)
    throw error
  })
  const { searchId, entryId } = recorded
  const logged = await endedWhenCutOff(house, searchId, () => house.ledger.settled(entryId))
  return { user, request, ...permitted, searchId, logged, gallery: held.state, picture: ready.picture }
}

type Asked = Ask & { readonly permitted: Permitted; readonly held: HeldGallery; readonly ready: ReadyProbe }

/** The row of the search, its picture and the entry, in one transaction. */
async function recordPermitted(house: House, asked: Asked) {
  const { user, request, permitted, held, ready } = asked
  const { decision, certificateId } = permitted
  const now = house.clock.now()
  return house.storage.transaction(async (tx) => {
    await stillAsSubmitted(tx, request)
    const tryNumber = await countedTry(tx, { ready, decided: permitted.tries })
    const tripped = await searchTrips(tx, { request, perceptualHash: ready.perceptualHash, now })
    const entryId = await house.ledger.queue(tx, searchEntry(house, { ...asked, tryNumber }))
    const { packId, packVersion, rulesApplied, conditions } = decision
    const searchId = await recordIntent(tx, {
      requestId: request.id,
      agencyId: user.agency.id,
      requesterId: user.id,
      certificateId,
      decision: {
        ...{ packId, packVersion, rulesApplied, conditions, policyN: permitted.policy.n },
        approvals: permitted.approvals.map(({ kind, by }) => ({ kind, by })),
      },
      galleryN: held.state.n,
      modelId: house.face.model.id,
      candidateLimit: decision.candidateLimit,
      entryId,
      now,
    })
    await recordProbe(tx, { searchId, ready, tryNumber, now })
    await raiseAlarms(house, tx, { act: { userId: user.id, agencyId: user.agency.id, searchId }, tripped })
    return { searchId, entryId }
  })
}

function searchEntry(house: House, asked: Asked & { tryNumber: number }): EntryDraft {
  const { user, request, permitted, held } = asked
  const { details } = request
  const probe = probeFields(asked.ready, asked.tryNumber)
  return {
    type: 'search',
    unit: user.agency.id,
    fields: {
      crime: must(details.crime, 'crime of a permitted search'),
      purpose: must(details.purpose, 'purpose of a permitted search'),
      src: must(details.source, 'source of a permitted search'),
      model: modelDigest(house.face.model.id),
      k: permitted.decision.candidateLimit,
      exig: details.emergency ?? false,
      ...probe.fields,
    },
    hidden: {
      actor: user.id,
      case: shortened(must(details.caseNumber, 'case of a permitted search')),
      ...probe.hidden,
      why: shortened(details.narrative ?? ''),
      ...authorityFields(request, permitted),
      cert: permitted.certificateId,
    },
    fieldRefs: { pol: permitted.policy.entryId, gal: held.state.entryId },
  }
}

/** A list with what was frozen of its search; nothing of it is recorded yet. */
export type FrozenList = Ranked & { readonly orderSeed: Uint8Array; readonly frozen: Frozen }

/** Freezes a search that has a list, so that the entry of the list can commit to it. */
export async function freezeList(house: House, of: { intent: Intent; ranked: Ranked }): Promise<FrozenList> {
  const orderSeed = new Uint8Array(randomBytes(32))
  const end = { as: 'done', ...of.ranked, orderSeed } as const
  const frozen = await freezeSearch(house, { searchId: of.intent.searchId, end })
  return { ...of.ranked, orderSeed, frozen }
}

/** Writes `result` to the log with the list committed inside, and waits until it is durable there. */
export const logResult = (house: House, of: Listed): Promise<LoggedResult> =>
  endedWhenCutOff(house, of.intent.searchId, () => settleResult(house, of))

type Listed = { readonly intent: Intent; readonly list: FrozenList }
type LoggedResult = { readonly candidates: readonly Candidate[]; readonly logged: LoggedEntry }

async function settleResult(house: House, { intent, list }: Listed): Promise<LoggedResult> {
  const { found, frozen, orderSeed } = list
  const certificateText = canonicalJson(found.certificate)
  const { agencyId } = intent.request
  const resembling = await portraitTrips(house, { agencyId, template: list.template })
  const recording = house.storage.transaction(async (tx) => {
    const entryId = await house.ledger.queue(tx, {
      type: 'result',
      unit: intent.request.agencyId,
      ref: intent.logged.entryId,
      fields: {
        n: candidateBucket(found.rows.length),
        rows: found.certificate.rowsScanned,
        exact: true,
        engine: createHash('sha256').update(certificateText).digest('hex'),
      },
      hidden: {
        cands: candidatesFrom(found).map(({ personId, bookingId, similarity, rank }) => ({
          personId,
          bookingId,
          similarity: similarityText(similarity),
          rank,
        })),
        packet: frozen.sha256,
      },
    })
    const now = house.clock.now()
    const candidates = await recordResult(tx, { searchId: intent.searchId, found, orderSeed, entryId, now })
    await recordFrozen(tx, { searchId: intent.searchId, frozen, now })
    const act = { userId: intent.user.id, agencyId: intent.request.agencyId, searchId: intent.searchId }
    await raiseAlarms(house, tx, { act, tripped: [...(await canaryAtHead(tx, candidates)), ...resembling] })
    return { entryId, candidates }
  })
  const recorded = await recording.catch(async (error: unknown) => {
    await house.storage.blobs.erase(frozen.blobId)
    throw error
  })
  return { candidates: recorded.candidates, logged: await house.ledger.settled(recorded.entryId) }
}

/**
 * Runs the work between intent and result. When it ends without a list, `fail` is written to the log in the same
 * transaction as the search's end, and the reason goes on.
 */
export async function failingOnRecord<T>(house: House, intent: Intent, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const refused = isRefused(error) ? error : undefined
    const { searchId, logged, request } = intent
    const entry = await endedWhenCutOff(house, searchId, () =>
      logFailure(house, {
        search: { id: searchId, entryId: logged.entryId, agencyId: request.agencyId },
        as: refused ? 'refused' : 'failed',
        code: refused?.code ?? 'FAULT',
        detail: refused?.reason ?? 'A fault in Casebound ended the search.',
      }),
    )
    if (!refused) throw error
    throw new RefusedOnRecord(refused, { refusals: refusalWords(refused), logIndex: entry.index })
  }
}
