import type { Session } from '../parts/api.ts'

/** One place of the menu; `why` says in words why it is closed to this person. */
export type MenuItem = { readonly title: string; readonly to: string; readonly why?: string }

const places: readonly { readonly title: string; readonly to: string; readonly act?: string }[] = [
  { title: 'Requests', to: '/requests', act: 'request' },
  { title: 'Examine', to: '/examine', act: 'examine' },
  { title: 'Leads', to: '/leads', act: 'lead' },
  { title: 'Supervision', to: '/dashboard', act: 'supervise' },
  { title: 'Gallery', to: '/gallery', act: 'gallery' },
  { title: 'Training', to: '/training' },
  { title: 'People', to: '/people', act: 'people' },
  { title: 'Policy', to: '/policy' },
  { title: 'Oversight', to: '/oversight' },
  { title: 'Log', to: '/transparency' },
]

const signInFirst = 'Sign in first.'

/** The menu of a person; without a session only the log is open. An act the server does not name is closed. */
export function menuFor(session: Session | undefined): readonly MenuItem[] {
  return places.map(({ title, to, act }) => {
    if (to === '/transparency') return { title, to }
    if (session === undefined) return { title, to, why: signInFirst }
    if (session.via === 'enrolment-link') return { title, to, why: 'Choose first how you will sign in.' }
    const why = act === undefined ? undefined : whyNot(session, act)
    return why === undefined ? { title, to } : { title, to, why }
  })
}

/** Why this person may not do an act, or undefined when they may. */
export function whyNot(session: Session, act: string): string | undefined {
  const may = session.may[act]
  if (may?.allowed === true) return undefined
  return may?.why ?? 'Your role does not include this.'
}

/** Where a person begins: the first place that is open to them. */
export function startOf(session: Session): string {
  return menuFor(session).find((item) => item.why === undefined)?.to ?? '/transparency'
}
