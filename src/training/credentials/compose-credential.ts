import type { Course } from '../content/course.ts'

/** Addresses under which the agency publishes; nothing personal stands in them. */
export type CredentialAddresses = {
  readonly issuer: string
  readonly certificate: (id: string) => string
  readonly course: (code: string, version: string) => string
  readonly status: (purpose: StatusPurpose) => string
}

export const statusPurposes = ['revocation', 'suspension'] as const
export type StatusPurpose = (typeof statusPurposes)[number]

export const credentialAddresses = (publicUrl: string): CredentialAddresses => {
  const at = (path: string) => `${publicUrl.replace(/\/+$/, '')}/credentials/${path}`
  return {
    issuer: at('issuer.json'),
    certificate: (id) => at(`certificates/${id}`),
    course: (code, version) => at(`courses/${code}/${version}`),
    status: (purpose) => at(`status/${purpose}.jwt`),
  }
}

export type CredentialFacts = {
  readonly id: string
  readonly holder: string
  readonly agency: string
  readonly course: Pick<Course, 'code' | 'version' | 'title' | 'summary' | 'hours'>
  readonly validFrom: string
  readonly validTo: string
  readonly statusIndex: number
}

const seconds = (instant: string) => Math.floor(Date.parse(instant) / 1000)

/**
 * The claims of an Open Badges 3.0 credential as VC-JWT (1EdTech Open Badges 3.0, section 8.2; W3C VC Data Model 2.0;
 * Bitstring Status List 1.0). The holder stands in it by name, as on paper: the document is in the holder's hands alone.
 */
export function composeCredential(addresses: CredentialAddresses, facts: CredentialFacts) {
  const { course, statusIndex } = facts
  const id = addresses.certificate(facts.id)
  const issuer = { id: addresses.issuer, type: ['Profile'], name: facts.agency }
  return {
    iss: issuer.id,
    jti: id,
    nbf: seconds(facts.validFrom),
    exp: seconds(facts.validTo),
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: course.title,
    issuer,
    validFrom: facts.validFrom,
    validUntil: facts.validTo,
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        { type: 'IdentityObject', identityType: 'name', hashed: false, identityHash: facts.holder },
      ],
      achievement: {
        id: addresses.course(course.code, course.version),
        type: ['Achievement'],
        name: course.title,
        description: course.summary,
        criteria: {
          narrative: `Course ${course.code} ${course.version}, ${course.hours} h: lessons and exam passed.`,
        },
      },
    },
    credentialStatus: statusPurposes.map((statusPurpose) => ({
      id: `${addresses.status(statusPurpose)}#${statusIndex}`,
      type: 'BitstringStatusListEntry',
      statusPurpose,
      statusListIndex: String(statusIndex),
      statusListCredential: addresses.status(statusPurpose),
    })),
  }
}
