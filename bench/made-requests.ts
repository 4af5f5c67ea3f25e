import { must } from '../src/kernel/index.ts'
import type { Pack } from '../src/policy/index.ts'
import { openScratchStorage, type Storage } from '../src/storage/index.ts'

const users = 400
const rowsAtOnce = 1_000
const agencyId = 'BENCH-PD'
const firstDayMs = Date.parse('2026-02-01T00:00:00Z')
const dayMs = 86_400_000

/** Numbers from 0 to below 1 that look like chance, the same for the same seed. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** What is asked follows what people do: most of it ordinary, no two narratives, cases or instants the same, a tenth of it wrong somewhere. */
function madeDetails(pack: Pack, next: () => number) {
  const pick = <T>(list: readonly T[]): T =>
    must(list[Math.floor(next() ** 2 * list.length)], 'entry of a list')
  const rare = (share: number) => next() < share
  const words = Array.from({ length: 12 }, () => Math.floor(next() * 1e9).toString(36))
  return {
    ...(rare(0.01) ? {} : { caseNumber: `26-${Math.floor(next() * 1e6)}` }),
    crime: rare(0.02) ? 'nothing-listed' : pick(pack.crimes).code,
    purpose: pick(pack.purposes).code,
    narrative: rare(0.02)
      ? 'n/a'
      : `The person in the still: ${words.join(' ')}${rare(0.01) ? ' civil immigration' : ''}.`,
    source: pick(pack.probeSources).code,
    ...(rare(0.3) ? { imageKind: pick(pack.imageKinds).code } : {}),
    ...(rare(0.02) ? {} : { protectedActivity: rare(0.03) }),
    ...(rare(0.03) ? { onBehalfOf: 'OTHER-PD' } : {}),
    ...(rare(0.03) ? { emergency: true } : {}),
    ...(rare(0.2) ? { candidateLimit: 1 + Math.floor(next() * 30) } : {}),
    ...(rare(0.6) ? { answers: { 'reasonable-suspicion': !rare(0.1), 'not-by-trait': !rare(0.1) } } : {}),
    ...(rare(0.9) ? { faceIndex: 0 } : {}),
  }
}

/** A database with requests of 180 days that were searched or refused, as a house records them; no pictures. */
export async function madeRequests(of: { requests: number; pack: Pack }): Promise<Storage> {
  const storage = await openScratchStorage()
  const next = chance(7)
  await madePeople(storage)
  for (let from = 0; from < of.requests; from += rowsAtOnce) {
    const made = Array.from({ length: Math.min(rowsAtOnce, of.requests - from) }, (_, at) => {
      const created = new Date(firstDayMs + Math.floor(next() * 180 * dayMs))
      const searched = next() < 0.85
      return {
        searched,
        tryNumber: 1 + Math.floor(next() ** 4 * 5),
        row: {
          ...{ id: `r${from + at}`, agency_id: agencyId, requester_id: `u${Math.floor(next() * users)}` },
          ...{
            status: searched ? 'searched' : 'refused',
            details_json: JSON.stringify(madeDetails(of.pack, next)),
          },
          ...{
            probe_blob_id: null,
            probe_sha256: null,
            probe_json: null,
            created_at: created,
            updated_at: created,
          },
        },
      }
    })
    await keep(storage, made)
  }
  return storage
}

type Made = {
  searched: boolean
  tryNumber: number
  row: { id: string; requester_id: string; created_at: Date }
}

async function keep({ db }: Storage, made: readonly (Made & { row: object })[]): Promise<void> {
  await db
    .insertInto('requests')
    .values(made.map(({ row }) => row as never))
    .execute()
  const ends = made.map(({ row, searched, tryNumber }) => ({
    ...row,
    searched,
    tryNumber,
    at: row.created_at,
  }))
  const searches = ends.filter(({ searched }) => searched)
  const common = (one: (typeof ends)[number]) => ({ agency_id: agencyId, created_at: one.at })
  await db
    .insertInto('searches')
    .values(
      searches.map((one) => ({
        ...common(one),
        ...{ id: `s${one.id}`, request_id: one.id, requester_id: one.requester_id },
        ...{ certificate_id: `c${one.requester_id}`, decision_json: '{}', gallery_n: 1, model_id: 'm' },
        ...{ candidate_limit: 20, entry_id: `e${one.id}` },
      })),
    )
    .execute()
  await db
    .insertInto('search_probes')
    .values(
      searches.map((one) => ({
        ...common(one),
        ...{ search_id: `s${one.id}`, probe_sha256: 'p', perceptual_hash: '0', try_number: one.tryNumber },
        steps_json: one.tryNumber > 2 ? JSON.stringify([{ op: 'crop' }, { op: 'light' }]) : null,
        ...{ copy_sha256: null, copy_perceptual_hash: null, copy_blob_id: null, face_json: null },
      })),
    )
    .execute()
  await db
    .insertInto('refusals')
    .values(
      ends
        .filter(({ searched }) => !searched)
        .map((one) => ({
          ...{ id: `f${one.id}`, agency_id: agencyId, user_id: one.requester_id, act: 'request' },
          ...{
            request_id: one.id,
            search_id: null,
            refusals_json: '[]',
            entry_id: `e${one.id}`,
            refused_at: one.at,
          },
        })),
    )
    .execute()
}

async function madePeople({ db }: Storage): Promise<void> {
  const begun = new Date(firstDayMs - 90 * dayMs)
  const at = { created_at: begun }
  await db
    .insertInto('agencies')
    .values({ id: agencyId, name: 'Bench', demonstration: true, ...at })
    .execute()
  await db
    .insertInto('gallery_states')
    .values({ n: 1, root: 'r', persons: 0, bookings: 0, model_id: 'm', entry_id: 'e', ...at })
    .execute()
  for (let n = 0; n < users; n++) {
    const id = `u${n}`
    await db
      .insertInto('users')
      .values({
        id,
        agency_id: agencyId,
        login: id,
        name: id,
        roles: ['requester'],
        closed_at: null,
        revalidated_at: begun,
        ...at,
      } as never)
      .execute()
    await db
      .insertInto('certificates')
      .values({
        ...{
          id: `c${id}`,
          user_id: id,
          course: 'facial-review',
          issuer: 'academy',
          covers: ['search'],
          origin: 'ours',
        },
        ...{
          valid_from: '2026-01-01',
          valid_to: n % 20 === 0 ? '2026-06-01' : `2026-${8 + (n % 5)}-15`.replace(/-(\d)-/, '-0$1-'),
        },
        ...at,
      } as never)
      .execute()
  }
}
