import { asId, type EntryId, isIsoDate, isoDate, newId, Refused, type UserId } from '../kernel/index.ts'
import { wholeHouse } from '../ledger/index.ts'
import { type Role, type User, userById } from '../people/index.ts'
import type { Pack } from '../policy/index.ts'
import type { House } from './house.ts'
import { type PolicyVersion, packOfText, recordAdoption } from './keep-policies.ts'
import { recordCodeList } from './record-code-list.ts'

export type AdoptionRefusalCode =
  | 'POLICY_PROPOSAL_UNKNOWN'
  | 'POLICY_PROPOSAL_CLOSED'
  | 'SAME_PERSON'
  | 'ADOPTION_RETROACTIVE'
  | 'ADOPTION_CHANGES_NOTHING'
  | 'NO_POLICY_IN_FORCE'
  | 'PACK_ALTERED'

/** A text that somebody wants adopted. */
export type PolicyProposal = {
  readonly id: string
  readonly pack: Pack
  readonly inForceFrom: string
  readonly proposedBy: { readonly id: UserId; readonly name: string }
  readonly proposedAt: Date
}

const proposers: readonly Role[] = ['supervisor', 'programme-manager', 'administrator']
const approvers: readonly Role[] = ['supervisor', 'programme-manager']

export const mayPropose = (user: User): boolean => proposers.some((role) => user.roles.includes(role))
export const mayAdopt = (user: User): boolean => approvers.some((role) => user.roles.includes(role))

/**
 * Proposes a text for adoption. Refuses ROLE_MISSING, SETUP_UNANSWERED, ADOPTION_RETROACTIVE (nobody is judged by a text that
 * was not there), ADOPTION_CHANGES_NOTHING.
 */
export async function proposePolicy(
  house: House,
  proposal: { user: User; pack: Pack; inForceFrom: string },
): Promise<PolicyProposal> {
  const { user, pack, inForceFrom } = proposal
  if (!mayPropose(user)) throw roleMissing(user, 'propose')
  checkStart(house, inForceFrom)
  if (pack.unanswered.length > 0)
    throw refuse('SETUP_UNANSWERED', {
      reason: `The pack ${pack.id} ${pack.version} asks what no source gives: ${pack.unanswered.join(', ')}.`,
      needed: 'Answer these questions; the answers become part of the adopted text.',
    })
  const last = house.policies.versions().at(-1)
  if (last?.pack.sha256 === pack.sha256)
    throw refuse('ADOPTION_CHANGES_NOTHING', {
      reason: `The text of ${pack.id} ${pack.version} is the one that was adopted last.`,
      needed: 'Propose a text that differs.',
    })
  const row = {
    ...{
      id: newId(),
      pack_id: pack.id,
      pack_version: pack.version,
      pack_sha256: pack.sha256,
      pack_text: pack.text,
    },
    ...{ in_force_from: inForceFrom, proposed_by: user.id, proposed_at: house.clock.now() },
    ...{ closed_as: null, closed_by: null, closed_at: null },
  }
  await house.storage.db.insertInto('policy_proposals').values(row).execute()
  return { id: row.id, pack, inForceFrom, proposedBy: user, proposedAt: row.proposed_at }
}

/** Proposals that nobody has adopted or withdrawn, the oldest first. */
export async function openProposals(house: House): Promise<readonly PolicyProposal[]> {
  const rows = await house.storage.db
    .selectFrom('policy_proposals')
    .selectAll()
    .where('closed_as', 'is', null)
    .orderBy('proposed_at')
    .execute()
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      pack: packOfText(row.pack_text, row.pack_sha256),
      inForceFrom: row.in_force_from,
      proposedBy: {
        id: asId<UserId>(row.proposed_by),
        name: (await userById(house.storage.db, asId(row.proposed_by)))?.name ?? 'somebody of another agency',
      },
      proposedAt: row.proposed_at,
    })),
  )
}

/**
 * Adopts a proposed text: signed, logged with its hash and its approver, and in force from its day. Refuses ROLE_MISSING, SAME_PERSON
 * (who proposed it does not approve it), POLICY_PROPOSAL_UNKNOWN, POLICY_PROPOSAL_CLOSED, ADOPTION_RETROACTIVE.
 */
export async function adoptProposal(
  house: House,
  of: { user: User; proposalId: string },
): Promise<PolicyVersion> {
  const { user, proposalId } = of
  if (!mayAdopt(user)) throw roleMissing(user, 'approve')
  const proposal = (await openProposals(house)).find(({ id }) => id === proposalId)
  if (!proposal) throw unknown()
  if (proposal.proposedBy.id === user.id)
    throw refuse('SAME_PERSON', {
      reason: 'You proposed this text yourself.',
      needed: 'Somebody else, a supervisor or programme manager, approves it.',
    })
  checkStart(house, proposal.inForceFrom)
  const { pack, inForceFrom } = proposal
  const entryId = await house.storage.transaction(async (tx): Promise<EntryId> => {
    const now = house.clock.now()
    const closed = await tx
      .updateTable('policy_proposals')
      .set({ closed_as: 'adopted', closed_by: user.id, closed_at: now })
      .where('id', '=', proposalId)
      .where('closed_as', 'is', null)
      .executeTakeFirst()
    if (closed.numUpdatedRows === 0n) throw alreadyClosed()
    const { n } = await tx
      .selectFrom('policy_adoptions')
      .select((select) => select.fn.max('n').as('n'))
      .executeTakeFirstOrThrow()
    const next = n + 1
    const entry = await house.ledger.queue(tx, {
      type: 'policy',
      unit: wholeHouse,
      fields: { n: next, pack: pack.id, version: pack.version, sha256: pack.sha256 },
      hidden: { approver: user.login },
    })
    await recordAdoption(tx, {
      ...{ n: next, pack, key: house.policies.key, approver: user.login },
      ...{ proposedBy: proposal.proposedBy.id, inForceFrom, entryId: entry, now },
    })
    return entry
  })
  await house.ledger.settled(entryId)
  if (house.codeList !== undefined) await recordCodeList(house, { pack, codeList: house.codeList })
  await house.policies.reload()
  const adopted = house.policies.versions().find((version) => version.entryId === entryId)
  if (adopted) return adopted
  throw new Error('an adopted policy cannot be read back')
}

/** Takes a proposal back. Refuses ROLE_MISSING, POLICY_PROPOSAL_UNKNOWN. */
export async function withdrawProposal(house: House, of: { user: User; proposalId: string }): Promise<void> {
  if (!mayPropose(of.user)) throw roleMissing(of.user, 'withdraw')
  const closed = await house.storage.db
    .updateTable('policy_proposals')
    .set({ closed_as: 'withdrawn', closed_by: of.user.id, closed_at: house.clock.now() })
    .where('id', '=', of.proposalId)
    .where('closed_as', 'is', null)
    .executeTakeFirst()
  if (closed.numUpdatedRows === 0n) throw unknown()
}

/** The user accepts the text in force; accepting twice changes nothing. */
export async function acceptPolicy(house: House, user: User): Promise<void> {
  await house.storage.db
    .insertInto('policy_acceptances')
    .values({ n: house.policy.n, user_id: user.id, accepted_at: house.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function checkStart(house: House, inForceFrom: string): void {
  const today = isoDate(house.clock.now())
  if (isIsoDate(inForceFrom) && inForceFrom >= today) return
  throw refuse('ADOPTION_RETROACTIVE', {
    reason: `A policy cannot come into force on ${inForceFrom}; today is ${today}.`,
    needed: 'Give today or a later day as YYYY-MM-DD; nobody is judged by a text that was not there.',
  })
}

const refuse = (code: AdoptionRefusalCode | 'SETUP_UNANSWERED', words: { reason: string; needed: string }) =>
  new Refused<AdoptionRefusalCode | 'SETUP_UNANSWERED'>({ code, ...words })

const roleMissing = (user: User, act: string) =>
  new Refused<'ROLE_MISSING'>({
    code: 'ROLE_MISSING',
    reason: `Your role (${user.roles.join(', ')}) does not ${act} policies.`,
    needed: `Ask ${act === 'approve' ? '' : 'an administrator, '}a supervisor or the programme manager.`,
  })

const unknown = () =>
  refuse('POLICY_PROPOSAL_UNKNOWN', {
    reason: 'There is no such open proposal.',
    needed: 'See casebound policy packs.',
  })

const alreadyClosed = () =>
  refuse('POLICY_PROPOSAL_CLOSED', {
    reason: 'This proposal was adopted or withdrawn meanwhile.',
    needed: 'Look at the versions again.',
  })
