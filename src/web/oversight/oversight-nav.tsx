import { useSession } from '../shell/guards.tsx'
import { SectionNav } from '../shell/section-nav.tsx'

const places = [
  { to: '/oversight', title: 'My attestations' },
  { to: '/oversight/findings', title: 'Findings', act: 'oversight' },
  { to: '/oversight/declarations', title: 'Declarations', act: 'oversight' },
  { to: '/oversight/services', title: 'Services', act: 'oversight' },
  { to: '/oversight/use', title: 'Use', act: 'oversight' },
  { to: '/oversight/misuse', title: 'Misuse', act: 'oversight' },
  { to: '/oversight/neighbours', title: 'Other agencies', act: 'oversight' },
  { to: '/oversight/audits', title: 'Audits', act: 'watch' },
  { to: '/oversight/alarms', title: 'Alarms', act: 'watch' },
  { to: '/oversight/wires', title: 'Tripwires', act: 'watch' },
  { to: '/oversight/portraits', title: 'Portraits', act: 'watch' },
]

/** The pages of oversight: outside face search, and the use of this system itself. */
export const OversightNav = () => <SectionNav label="Oversight" places={places} session={useSession()} />
