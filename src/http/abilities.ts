import { isoDate } from '../kernel/index.ts'
import type { House } from '../lead/index.ts'
import type { Role, User } from '../people/index.ts'
import { type Certificate, certificateOf, inDate } from '../training/index.ts'

export type Ability = { readonly allowed: boolean; readonly why: string }
export type ActName =
  | 'request'
  | 'examine'
  | 'lead'
  | 'outcome'
  | 'gallery'
  | 'enrol'
  | 'models'
  | 'oversight'

/** Roles that an act is open to, and whether it needs a certificate in date. One table for server and screen. */
const acts: Readonly<Record<ActName, { roles: readonly Role[]; certificate: boolean; words: string }>> = {
  request: { roles: ['requester'], certificate: true, words: 'requesters' },
  examine: { roles: ['examiner', 'verifier'], certificate: true, words: 'examiners and verifiers' },
  lead: {
    roles: ['requester', 'examiner', 'verifier', 'supervisor', 'programme-manager', 'auditor'],
    certificate: false,
    words: 'requesters, examiners, supervisors and auditors',
  },
  outcome: { roles: ['requester', 'supervisor'], certificate: false, words: 'requesters and supervisors' },
  gallery: {
    roles: ['records-clerk', 'supervisor', 'programme-manager', 'auditor', 'administrator'],
    certificate: false,
    words: 'records clerks, supervisors, programme managers, auditors and administrators',
  },
  enrol: { roles: ['records-clerk'], certificate: false, words: 'records clerks' },
  models: { roles: ['administrator'], certificate: false, words: 'administrators' },
  oversight: {
    roles: ['auditor', 'programme-manager', 'supervisor'],
    certificate: false,
    words: 'auditors, programme managers and supervisors',
  },
}

export const mayDo = (user: User, act: ActName): boolean =>
  acts[act].roles.some((role) => user.roles.includes(role))

/** Each act with whether this user may do it now, and why not. */
export async function abilitiesOf(
  house: House,
  user: User,
): Promise<{ may: Record<ActName, Ability>; certificate: Certificate | undefined }> {
  const certificate = await certificateOf(house.storage.db, { userId: user.id, clock: house.clock })
  const valid = certificate !== undefined && inDate(certificate, isoDate(house.clock.now()))
  const ability = (act: ActName): Ability => {
    if (!mayDo(user, act))
      return {
        allowed: false,
        why: `Only ${acts[act].words} do this; your role is ${user.roles.join(', ')}.`,
      }
    if (!acts[act].certificate || valid) return { allowed: true, why: '' }
    return {
      allowed: false,
      why: certificate
        ? `Your certificate ended on ${certificate.validTo}.`
        : 'You have no training certificate.',
    }
  }
  const may = Object.fromEntries((Object.keys(acts) as ActName[]).map((act) => [act, ability(act)]))
  return { may: may as Record<ActName, Ability>, certificate }
}
