import { type CertificateId, newId, type UserId } from '../../kernel/index.ts'
import { publishStatus } from '../credentials/publish-status.ts'
import { refused } from '../refusal-code.ts'
import type { TrainingHouse } from '../training-house.ts'
import { type Certificate, certificateById, type Standing } from './certificate.ts'
import { publicFields, unitOf } from './record-certificate.ts'

export const certificateActs = ['suspended', 'reinstated', 'revoked'] as const
export type CertificateAct = (typeof certificateActs)[number]

/** From which standings an act is possible. */
const possibleFrom: Readonly<Record<CertificateAct, readonly Standing[]>> = {
  suspended: ['issued'],
  reinstated: ['suspended'],
  revoked: ['issued', 'suspended'],
}

const leastReason = 10

/**
 * Suspends, reinstates or revokes a certificate, for a reason, and publishes the status lists. It holds from the moment of the
 * act, also for sessions that are open. Refuses CERTIFICATE_UNKNOWN, CERTIFICATE_STANDING, OWN_CERTIFICATE, REASON_TOO_SHORT.
 */
export async function changeCertificate(
  house: TrainingHouse,
  asked: { id: CertificateId; act: CertificateAct; reason: string; actor: UserId },
): Promise<void> {
  const reason = asked.reason.trim()
  if (reason.length < leastReason) throw reasonTooShort(reason.length)
  const entry = await house.storage.transaction(async (tx) => {
    const certificate = await certificateById(tx, asked.id)
    if (!certificate) throw unknownCertificate()
    if (certificate.userId === asked.actor) throw ownCertificate()
    if (!possibleFrom[asked.act].includes(certificate.standing)) throw standingBars(certificate, asked.act)
    const queued = await house.ledger.queue(tx, {
      type: 'cred',
      unit: await unitOf(tx, certificate.userId),
      fields: { act: asked.act, ...publicFields(certificate) },
      hidden: { holder: certificate.userId, cert: asked.id, actor: asked.actor, reason },
    })
    const { count } = await tx
      .selectFrom('certificate_acts')
      .select((select) => select.fn.countAll<string>().as('count'))
      .where('certificate_id', '=', asked.id)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('certificate_acts')
      .values({
        id: newId(),
        certificate_id: asked.id,
        n: Number(count) + 1,
        act: asked.act,
        reason,
        acted_by: asked.actor,
        entry_id: queued,
        acted_at: house.clock.now(),
      })
      .execute()
    return queued
  })
  await house.ledger.settled(entry)
  await publishStatus(house)
}

export const reasonTooShort = (length: number) =>
  refused('REASON_TOO_SHORT', {
    reason: `The reason has ${length} characters; at least ${leastReason} are needed.`,
    needed: 'Say in a sentence why, for whoever reads it later.',
  })

export const unknownCertificate = () =>
  refused('CERTIFICATE_UNKNOWN', {
    reason: 'There is no such certificate that you may see.',
    needed: 'Choose it from the list of the training page.',
  })

export const ownCertificate = () =>
  refused('OWN_CERTIFICATE', {
    reason: 'This is about a certificate of your own.',
    needed: 'Another training officer must decide it.',
  })

const standingBars = ({ standing }: Certificate, act: CertificateAct) =>
  refused('CERTIFICATE_STANDING', {
    reason: `A certificate that is ${standing} cannot be ${act}.`,
    needed:
      standing === 'revoked'
        ? 'A revocation is final; the holder takes the course again.'
        : `Only one that is ${possibleFrom[act].join(' or ')} can be.`,
  })
