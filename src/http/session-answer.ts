import { confirmedUntil, dutiesOf, type Session, sessionRules } from '../people/index.ts'
import { daysLeft, inDate } from '../training/index.ts'
import { abilitiesOf } from './abilities.ts'
import type { Services } from './services.ts'

/** Who is signed in, what he may do, and how long what he proved counts. */
export async function sessionAnswer({ house }: Services, session: Session) {
  const { user, via } = session
  const { may, certificate } = await abilitiesOf(house, user)
  const now = house.clock.now()
  const duties = await dutiesOf(house.storage.db, { user, clock: house.clock })
  return {
    user: { id: user.id, login: user.login, name: user.name, roles: [...user.roles] },
    agency: { ...user.agency },
    ...(certificate
      ? {
          certificate: {
            id: certificate.id,
            course: certificate.course,
            issuer: certificate.issuer,
            validFrom: certificate.validFrom,
            validTo: certificate.validTo,
            daysLeft: daysLeft(certificate, now),
            inDate: inDate(certificate, now),
          },
        }
      : {}),
    may,
    expiresAt: session.expiresAt.toISOString(),
    via,
    ...(duties.some(({ overdue }) => overdue) ? { suspended: true } : {}),
    locked: session.locked,
    confirmedUntil: confirmedUntil(session).toISOString(),
    idleMinutes: sessionRules.idleMinutes,
  }
}
