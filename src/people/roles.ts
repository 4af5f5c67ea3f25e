import { refused } from './refusal-code.ts'

/** What a person may be at a desk of the agency. */
export const roles = [
  'requester',
  'examiner',
  'verifier',
  'supervisor',
  'records-clerk',
  'training-officer',
  'programme-manager',
  'auditor',
  'administrator',
] as const
export type Role = (typeof roles)[number]

const barredWith: Readonly<Partial<Record<Role, { others: readonly Role[]; why: string }>>> = {
  administrator: {
    others: ['requester', 'examiner', 'verifier', 'supervisor', 'training-officer', 'auditor'],
    why: 'Who gives out accounts does not search, compare, approve, certify or audit.',
  },
  auditor: {
    others: roles.filter((role) => role !== 'auditor'),
    why: 'Who audits does nothing that is audited.',
  },
}

/** Pairs of roles that never meet in one account, with the reason. Other pairs are kept apart by the act: see the README. */
export const barredPairs: readonly { readonly pair: readonly [Role, Role]; readonly why: string }[] =
  Object.entries(barredWith).flatMap(([role, { others, why }]) =>
    others.map((other) => ({ pair: [role as Role, other] as const, why })),
  )

/** Refuses ROLES_BARRED for roles that must not meet in one account. */
export function checkRoles(wanted: readonly Role[]): void {
  const barred = barredPairs.find(({ pair }) => pair.every((role) => wanted.includes(role)))
  if (!barred) return
  throw refused({
    code: 'ROLES_BARRED',
    reason: `The roles ${barred.pair.join(' and ')} do not meet in one account. ${barred.why}`,
    needed: 'Give the roles to two people, or leave one out.',
  })
}

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text)
