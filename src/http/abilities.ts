import type { House } from '../lead/index.ts'
import type { Role, User } from '../people/index.ts'
import { type Certificate, type Covered, certificateOf, inDate } from '../training/index.ts'

export type Ability = { readonly allowed: boolean; readonly why: string }
export type ActName =
  | 'request'
  | 'examine'
  | 'lead'
  | 'packet'
  | 'outcome'
  | 'gallery'
  | 'enrol'
  | 'models'
  | 'people'
  | 'policy'
  | 'decide'
  | 'supervise'
  | 'conflict'
  | 'outside'
  | 'oversight'
  | 'review-logs'
  | 'watch'
  | 'elsewhere'
  | 'disclose'
  | 'erase'
  | 'report'
  | 'training-office'
  | 'plant'
  | 'planted'

type Act = { readonly roles: readonly Role[]; readonly covering?: Covered; readonly words: string }

/** Roles that an act is open to, and what a certificate in date must cover for it. One table for server and screen. */
const acts: Readonly<Record<ActName, Act>> = {
  request: { roles: ['requester'], covering: 'search', words: 'requesters' },
  examine: { roles: ['examiner', 'verifier'], covering: 'examine', words: 'examiners and verifiers' },
  lead: {
    roles: ['requester', 'examiner', 'verifier', 'supervisor', 'programme-manager', 'auditor'],
    words: 'requesters, examiners, supervisors and auditors',
  },
  packet: {
    roles: ['supervisor', 'programme-manager', 'auditor'],
    words: 'supervisors, programme managers and auditors',
  },
  outcome: { roles: ['requester', 'supervisor'], words: 'requesters and supervisors' },
  gallery: {
    roles: ['records-clerk', 'supervisor', 'programme-manager', 'auditor', 'administrator'],
    words: 'records clerks, supervisors, programme managers, auditors and administrators',
  },
  enrol: { roles: ['records-clerk'], words: 'records clerks' },
  models: { roles: ['administrator'], words: 'administrators' },
  people: { roles: ['administrator'], words: 'administrators' },
  policy: {
    roles: ['supervisor', 'programme-manager', 'administrator'],
    words: 'supervisors, programme managers and administrators',
  },
  decide: {
    roles: ['supervisor', 'programme-manager'],
    words: 'supervisors and programme managers',
  },
  conflict: {
    roles: ['examiner', 'verifier', 'supervisor'],
    words: 'examiners, verifiers and supervisors',
  },
  supervise: {
    roles: ['supervisor', 'programme-manager', 'auditor'],
    words: 'supervisors, programme managers and auditors',
  },
  outside: {
    roles: ['supervisor', 'programme-manager', 'records-clerk', 'auditor'],
    words: 'records clerks, supervisors, programme managers and auditors',
  },
  oversight: {
    roles: ['auditor', 'programme-manager', 'supervisor'],
    words: 'auditors, programme managers and supervisors',
  },
  'review-logs': {
    roles: ['auditor', 'administrator'],
    words: 'auditors and administrators',
  },
  watch: { roles: ['auditor'], words: 'auditors' },
  elsewhere: {
    roles: ['requester', 'supervisor', 'programme-manager'],
    words: 'requesters, supervisors and programme managers',
  },
  disclose: {
    roles: ['auditor', 'programme-manager', 'supervisor'],
    words: 'auditors, programme managers and supervisors',
  },
  erase: {
    roles: ['programme-manager', 'supervisor'],
    words: 'programme managers and supervisors',
  },
  report: {
    roles: ['auditor', 'programme-manager', 'supervisor'],
    words: 'auditors, programme managers and supervisors',
  },
  'training-office': { roles: ['training-officer'], words: 'training officers' },
  plant: {
    roles: ['supervisor', 'programme-manager'],
    words: 'supervisors and programme managers',
  },
  planted: {
    roles: ['examiner', 'verifier', 'supervisor', 'programme-manager', 'training-officer', 'auditor'],
    words: 'examiners, supervisors, programme managers, training officers and auditors',
  },
}

export const mayDo = (user: User, act: ActName): boolean =>
  acts[act].roles.some((role) => user.roles.includes(role))

/** Each act with whether this user may do it now, and why not. */
export async function abilitiesOf(
  house: House,
  user: User,
): Promise<{ may: Record<ActName, Ability>; certificate: Certificate | undefined }> {
  const asked = { userId: user.id, clock: house.clock }
  const { db } = house.storage
  const may: [string, Ability][] = []
  for (const act of Object.keys(acts) as ActName[]) {
    const { covering } = acts[act]
    const certificate = covering && (await certificateOf(db, { ...asked, covering }))
    may.push([act, ability(user, act, { certificate, now: house.clock.now() })])
  }
  return {
    may: Object.fromEntries(may) as Record<ActName, Ability>,
    certificate: await certificateOf(db, asked),
  }
}

type Holding = { readonly certificate: Certificate | undefined; readonly now: Date }

function ability(user: User, act: ActName, { certificate, now }: Holding): Ability {
  const { covering, words } = acts[act]
  if (!mayDo(user, act)) {
    return { allowed: false, why: `Only ${words} do this; your role is ${user.roles.join(', ')}.` }
  }
  if (covering === undefined || (certificate && inDate(certificate, now))) return { allowed: true, why: '' }
  return { allowed: false, why: whyNoCertificate(certificate) }
}

function whyNoCertificate(certificate: Certificate | undefined): string {
  if (!certificate) return 'You have no training certificate for this; the courses are on the page Training.'
  if (certificate.standing !== 'issued') return `Your certificate is ${certificate.standing}.`
  return `Your certificate runs from ${certificate.validFrom} to ${certificate.validTo}.`
}
