import { useSession } from '../shell/guards.tsx'
import { SectionNav } from '../shell/section-nav.tsx'

const places = [
  { to: '/dashboard', title: 'Dashboard', act: 'supervise' },
  { to: '/supervision', title: 'Open examinations', act: 'supervise' },
  { to: '/conflicts', title: 'Conflicts', act: 'conflict' },
  { to: '/planted', title: 'Planted faces', act: 'planted' },
]

/** The pages for whoever watches over the examinations. */
export const SupervisionNav = () => <SectionNav label="Supervision" places={places} session={useSession()} />
