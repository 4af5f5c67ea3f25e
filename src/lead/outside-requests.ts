import { asId, type EntryId, isIsoDate, isoDate, newId, Refused } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import { explainRefusal, type PolicyRefusalCode, weigh } from '../policy/index.ts'
import { isUniqueViolation, type Tx } from '../storage/index.ts'
import type { House } from './house.ts'
import { type RefusalWords, shortened } from './on-record.ts'

export type OutsideRefusalCode = 'OUTSIDE_REQUEST_UNKNOWN' | 'OUTSIDE_REQUEST_INVALID'

/** What another agency asked for, as somebody at the desk enters it. */
export type OutsideDraft = {
  readonly askingAgency: string
  /** Who asks, and where the answer goes. */
  readonly contact: string
  readonly caseNumber: string
  readonly crime: string
  readonly purpose: string
  /** Fields of the pack's form, by code; a blank one is missing. */
  readonly form: Readonly<Record<string, string>>
  readonly receivedOn: string
}

export type OutsideRequest = OutsideDraft & {
  readonly id: string
  /** Running number of the house. */
  readonly n: number
  readonly decision: 'refused' | 'form-missing' | 'may-be-served'
  readonly refusals: readonly RefusalWords[]
  readonly policyN: number
  readonly enteredAt: Date
  readonly entryId: EntryId
}

/** What the desk decides by; whether the requester is certified and the image fit is decided at the search itself. */
const deskCodes: ReadonlySet<PolicyRefusalCode> = new Set([
  'OUTSIDE_AGENCY',
  'OUTSIDE_FORM_MISSING',
  'IMMIGRATION_BARRED',
  'PURPOSE_NOT_ALLOWED',
  'CRIME_CLASS_UNKNOWN',
  'CRIME_CLASS_BARRED',
  'PURPOSE_CRIME_MISMATCH',
  'NO_CASE',
  'PACK_EXPIRED',
  'SETUP_UNANSWERED',
  'POLICY_ERROR',
])

/**
 * Enters a request of another agency, decides on it by the policy in force, and logs the answer as `outside`. Nothing is searched.
 * Refuses OUTSIDE_REQUEST_INVALID.
 */
export async function enterOutsideRequest(
  house: House,
  of: { user: User; draft: OutsideDraft },
): Promise<OutsideRequest> {
  const { user, draft } = of
  checkDraft(house, { user, draft })
  const { n: policyN, pack, entryId: pol } = house.policy
  const refusals = deskRefusals(house, { user, draft })
  const decision = decisionOf(refusals)
  const now = house.clock.now()
  const id = newId()
  const recorded = await numbered(house, async (tx, n) => {
    const entryId = await house.ledger.queue(tx, {
      type: 'outside',
      unit: user.agency.id,
      fields: {
        dec: decision,
        codes: refusals.map(({ code }) => code),
        rules: refusals.flatMap(({ rule }) => (rule === undefined ? [] : [rule])),
      },
      hidden: {
        actor: user.id,
        asker: shortened(draft.askingAgency),
        case: shortened(draft.caseNumber),
        detail: shortened(`${draft.contact}; ${draft.purpose}; ${draft.crime}; ${pack.id} ${pack.version}`),
      },
      fieldRefs: { pol },
    })
    const row = {
      ...{ id, n, agency_id: user.agency.id, asking_agency: draft.askingAgency, contact: draft.contact },
      ...{ case_number: draft.caseNumber, crime: draft.crime, purpose: draft.purpose },
      ...{ form_json: JSON.stringify(draft.form), received_on: draft.receivedOn, decision },
      ...{ refusals_json: JSON.stringify(refusals), policy_n: policyN, entered_by: user.id },
      ...{ entry_id: entryId, entered_at: now },
    }
    await tx.insertInto('outside_requests').values(row).execute()
    return { n, entryId }
  })
  await house.ledger.settled(recorded.entryId)
  return { ...draft, ...recorded, id, decision, refusals, policyN, enteredAt: now }
}

/** Runs the transaction with the next running number; once more with another when somebody took it at the same moment. */
async function numbered<T>(house: House, work: (tx: Tx, n: number) => Promise<T>): Promise<T> {
  const { storage } = house
  for (let tries = 1; ; tries += 1) {
    // Numbers run through the whole house, of which an agency sees its own rows only.
    const { n } = await storage.actingFor(undefined, () =>
      storage.db
        .selectFrom('outside_requests')
        .select((select) => select.fn.coalesce(select.fn.max('n'), select.lit(0)).as('n'))
        .executeTakeFirstOrThrow(),
    )
    try {
      return await storage.transaction((tx) => work(tx, n + 1))
    } catch (error) {
      if (!isUniqueViolation(error) || tries === 5) throw error
    }
  }
}

/** The requests of other agencies to the user's, the latest first. */
export async function listOutsideRequests(house: House, user: User): Promise<readonly OutsideRequest[]> {
  const rows = await house.storage.db
    .selectFrom('outside_requests')
    .selectAll()
    .where('agency_id', '=', user.agency.id)
    .orderBy('n', 'desc')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, n: row.n, askingAgency: row.asking_agency, contact: row.contact },
    ...{ caseNumber: row.case_number, crime: row.crime, purpose: row.purpose },
    ...{ form: JSON.parse(row.form_json), receivedOn: row.received_on, decision: row.decision },
    ...{ refusals: JSON.parse(row.refusals_json), policyN: row.policy_n, enteredAt: row.entered_at },
    entryId: asId<EntryId>(row.entry_id),
  }))
}

/** One of them. Refuses OUTSIDE_REQUEST_UNKNOWN. */
export async function outsideRequest(house: House, of: { user: User; id: string }): Promise<OutsideRequest> {
  const found = (await listOutsideRequests(house, of.user)).find(({ id }) => id === of.id)
  if (found) return found
  throw new Refused<OutsideRefusalCode>({
    code: 'OUTSIDE_REQUEST_UNKNOWN',
    reason: 'There is no such request of another agency.',
    needed: 'See the list of outside requests.',
  })
}

function deskRefusals(
  house: House,
  { user, draft }: { user: User; draft: OutsideDraft },
): readonly RefusalWords[] {
  const { pack } = house.policy
  const now = house.clock.now()
  const fields = pack.outsideForm ?? []
  return weigh(pack, {
    onDate: isoDate(now),
    at: now.toISOString(),
    actor: { id: user.id, agency: user.agency.id },
    onBehalfOf: draft.askingAgency,
    outsideFormComplete: fields.every(({ code }) => (draft.form[code] ?? '').trim() !== ''),
    caseNumber: draft.caseNumber,
    crime: draft.crime,
    purpose: draft.purpose,
    galleryKind: 'booking',
  })
    .refusals.filter(({ code }) => deskCodes.has(code))
    .map((refusal) => ({ ...refusal, reason: explainRefusal(refusal) }))
}

function decisionOf(refusals: readonly RefusalWords[]): OutsideRequest['decision'] {
  if (refusals.length === 0) return 'may-be-served'
  return refusals.every(({ code }) => code === 'OUTSIDE_FORM_MISSING') ? 'form-missing' : 'refused'
}

function checkDraft(house: House, { user, draft }: { user: User; draft: OutsideDraft }): void {
  const own = draft.askingAgency.trim().toUpperCase() === user.agency.id.toUpperCase()
  const day = isIsoDate(draft.receivedOn) && draft.receivedOn <= isoDate(house.clock.now())
  const fault = own
    ? 'It names your own agency as the one that asks.'
    : day
      ? undefined
      : `It cannot have been received on ${draft.receivedOn}.`
  if (fault === undefined && draft.askingAgency.trim() !== '') return
  throw new Refused<OutsideRefusalCode>({
    code: 'OUTSIDE_REQUEST_INVALID',
    reason: fault ?? 'The asking agency is not named.',
    needed: 'Name the agency that asks, and the day on which its request came, today or earlier.',
  })
}
