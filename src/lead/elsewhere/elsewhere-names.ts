import { createHash } from 'node:crypto'
import {
  asId,
  canonicalJson,
  type EntryId,
  isIsoDate,
  isoDate,
  newId,
  type PersonId,
  Refused,
} from '../../kernel/index.ts'
import type { User } from '../../people/index.ts'
import type { Db, Tx } from '../../storage/index.ts'
import type { House } from '../house.ts'
import { shortened } from '../on-record.ts'
import { sameCase } from '../watch/tripwires.ts'

export type ElsewhereRefusalCode = 'ELSEWHERE_INVALID' | 'NAME_FROM_ELSEWHERE'

/** Whose system produced the name. */
export const elsewhereKinds = {
  vendor: 'a commercial service',
  agency: 'another agency’s system',
  private: 'a private person or company, such as a shop',
  unknown: 'not known',
} as const
export type ElsewhereKind = keyof typeof elsewhereKinds

/** That a face search by anyone produced a name in a case, as somebody declares it. */
export type ElsewhereDraft = {
  readonly caseNumber: string
  readonly kind: ElsewhereKind
  /** The system, as far as known. */
  readonly system: string
  /** Who ran it. */
  readonly operator: string
  /** Which image was searched there. */
  readonly image: string
  readonly foundOn: string
  /** Person id or booking number of the person, where he is in the gallery; undefined where he is not. */
  readonly person: string | undefined
  readonly words: string
  /** Prosecutor or court that must be told. */
  readonly discloseTo: string
}

export type ElsewhereName = Omit<ElsewhereDraft, 'person'> & {
  readonly id: string
  readonly personId: PersonId | undefined
  readonly declaredBy: string
  readonly declaredAt: Date
  readonly entryId: EntryId
}

/** Declares a name that came from elsewhere; it stands for good. Refuses ELSEWHERE_INVALID. */
export async function declareElsewhere(
  house: House,
  of: { readonly user: User; readonly draft: ElsewhereDraft },
): Promise<{ readonly logIndex: number; readonly personId: PersonId | undefined }> {
  const { user, draft } = of
  checkDraft(draft, isoDate(house.clock.now()))
  const personId = await personOf(house, draft)
  const { caseNumber, kind, system, operator, image, foundOn, words, discloseTo } = draft
  const content = { kind, system, operator, image, foundOn, words, discloseTo, person: personId ?? '' }
  const entryId = await house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      ...{ type: 'elsewhere', unit: user.agency.id, fields: { kind, booked: personId !== undefined } },
      hidden: {
        ...{ actor: user.id, case: shortened(caseNumber) },
        content: createHash('sha256').update(canonicalJson(content)).digest('hex'),
      },
    })
    await tx
      .insertInto('elsewhere_names')
      .values({
        ...{
          id: newId<string>(),
          agency_id: user.agency.id,
          case_number: caseNumber.trim(),
          case_key: sameCase(caseNumber),
        },
        ...{ kind, system, operator, image, found_on: foundOn, person_id: personId ?? null, words },
        ...{ disclose_to: discloseTo, declared_by: user.id, entry_id: entry, declared_at: house.clock.now() },
      })
      .execute()
    return entry
  })
  return { logIndex: (await house.ledger.settled(entryId)).index, personId }
}

/** What was declared in a case, the oldest first. */
export async function elsewhereNames(
  db: Db | Tx,
  of: { readonly agencyId: string; readonly caseNumber: string },
): Promise<readonly ElsewhereName[]> {
  const rows = await db
    .selectFrom('elsewhere_names')
    .innerJoin('users', 'users.id', 'elsewhere_names.declared_by')
    .selectAll('elsewhere_names')
    .select('users.name')
    .where('elsewhere_names.agency_id', '=', of.agencyId)
    .where('case_key', '=', sameCase(of.caseNumber))
    .orderBy('declared_at')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, caseNumber: row.case_number, kind: row.kind as ElsewhereKind, system: row.system },
    ...{ operator: row.operator, image: row.image, foundOn: row.found_on, words: row.words },
    ...{ discloseTo: row.disclose_to, declaredBy: row.name, declaredAt: row.declared_at },
    personId: row.person_id === null ? undefined : asId<PersonId>(row.person_id),
    entryId: asId<EntryId>(row.entry_id),
  }))
}

/** Whether a search elsewhere had produced this very person in the case; what our own search adds to that is nothing. */
export async function nameFromElsewhere(
  db: Db | Tx,
  of: { readonly agencyId: string; readonly caseNumber: string; readonly personId: PersonId },
): Promise<Refused<ElsewhereRefusalCode> | undefined> {
  const found = (await elsewhereNames(db, of)).find(({ personId }) => personId === of.personId)
  if (!found) return undefined
  return new Refused<ElsewhereRefusalCode>({
    code: 'NAME_FROM_ELSEWHERE',
    rule: 'HOUSE-ELSEWHERE-1',
    reason: `In this case a face search elsewhere (${found.system}, ${found.foundOn}) had produced this person already; a name that came from elsewhere does not become a lead of ours.`,
    needed: `Tell ${found.discloseTo} of that search, and rest the case on evidence that does not repeat the face.`,
  })
}

async function personOf({ storage }: House, { person }: ElsewhereDraft): Promise<PersonId | undefined> {
  const wanted = person?.trim() ?? ''
  if (wanted === '') return undefined
  const row = await storage.db
    .selectFrom('bookings')
    .select('person_id')
    .where((where) => where.or([where('person_id', '=', wanted), where('booking_number', '=', wanted)]))
    .executeTakeFirst()
  if (row) return asId<PersonId>(row.person_id)
  throw invalid(`"${wanted.slice(0, 60)}" is no person id and no booking number of the gallery.`)
}

const fewestWords = 20

function checkDraft(draft: ElsewhereDraft, today: string): void {
  const blank = (['caseNumber', 'system', 'operator', 'image', 'discloseTo'] as const).find(
    (name) => draft[name].trim() === '',
  )
  if (blank !== undefined) throw invalid(`The field ${blank} is blank; write "not known" where it is not.`)
  if (!isIsoDate(draft.foundOn) || draft.foundOn > today)
    throw invalid(`It cannot have been found on "${draft.foundOn.slice(0, 20)}".`)
  const { length } = draft.words.trim()
  if (length < fewestWords)
    throw invalid(`What it produced is told in ${length} characters; at least ${fewestWords} are needed.`)
}

const invalid = (reason: string) =>
  new Refused<ElsewhereRefusalCode>({
    code: 'ELSEWHERE_INVALID',
    reason,
    needed:
      'Say which system, who ran it, on which image, when, what it produced, and which prosecutor must be told.',
  })
