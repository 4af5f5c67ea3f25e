import { createHash } from 'node:crypto'
import { type CertificateId, must, newId, type UserId } from '../../kernel/index.ts'
import { userById } from '../../people/index.ts'
import { courseByCode } from '../content/load-courses.ts'
import { composeCredential } from '../credentials/compose-credential.ts'
import { freeStatusIndex } from '../credentials/publish-status.ts'
import { courseState } from '../exam/course-state.ts'
import { refused } from '../refusal-code.ts'
import type { TrainingHouse } from '../training-house.ts'
import { ownCertificate } from './change-certificate.ts'
import { writeCertificate } from './record-certificate.ts'

/** Issuer of the certificates of our own courses, public in the log. */
export const houseIssuer = 'casebound'

const dayMs = 86_400_000
const wholeSecond = (time: Date) => new Date(Math.floor(time.getTime() / 1000) * 1000)
const instant = (time: Date) => time.toISOString().replace('.000Z', 'Z')

/**
 * Issues the certificate that somebody earned: signs the credential, records it and its `cred` entry in one transaction. By a
 * training officer, or without `actor` as the course's own rule. Refuses CERTIFICATE_NOT_EARNED, OWN_CERTIFICATE.
 */
export async function issueCertificate(
  house: TrainingHouse,
  asked: { userId: UserId; course: string; actor?: UserId },
): Promise<CertificateId> {
  const { userId, actor } = asked
  if (actor === userId) throw ownCertificate()
  const course = await courseByCode(asked.course)
  const id = newId<CertificateId>()
  const statusIndex = await freeStatusIndex(house.storage)
  const entry = await house.storage.transaction(async (tx) => {
    const now = house.clock.now()
    const { earned } = await courseState(tx, { userId, course, now })
    if (!earned) throw notEarned(course.title)
    const holder = must(await userById(tx, userId), 'holder')
    const begins = wholeSecond(now)
    const validFrom = instant(begins)
    const validTo = instant(new Date(begins.getTime() + course.validDays * dayMs))
    const credential = await house.issuer.sign(
      composeCredential(house.issuer.addresses, {
        ...{ id, holder: holder.name, agency: holder.agency.name, course, validFrom, validTo, statusIndex },
      }),
      'JWT',
    )
    const draft = {
      userId,
      course: course.code,
      issuer: houseIssuer,
      validFrom,
      validTo,
      covers: course.covers,
    }
    return writeCertificate(house, {
      tx,
      id,
      draft,
      from: {
        origin: 'course',
        statusIndex,
        credential,
        credentialSha256: createHash('sha256').update(credential).digest('hex'),
        ...earned,
        ...(actor === undefined ? {} : { actor }),
      },
    })
  })
  await house.ledger.settled(entry)
  return id
}

const notEarned = (title: string) =>
  refused('CERTIFICATE_NOT_EARNED', {
    reason: `Not every part of the course "${title}" is passed and unused.`,
    needed: 'Issue it when the exam, and the practical part where there is one, are passed.',
  })
