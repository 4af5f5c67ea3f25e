import { useSession } from '../shell/guards.tsx'
import { SectionNav } from '../shell/section-nav.tsx'

const places = [
  { to: '/oversight', title: 'My attestations' },
  { to: '/oversight/findings', title: 'Findings', act: 'oversight' },
  { to: '/oversight/declarations', title: 'Declarations', act: 'oversight' },
]

/** The pages about outside face search. */
export const OversightNav = () => <SectionNav label="Oversight" places={places} session={useSession()} />
