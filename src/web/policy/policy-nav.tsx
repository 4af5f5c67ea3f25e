import { useSession } from '../shell/guards.tsx'
import { SectionNav } from '../shell/section-nav.tsx'

const places = [
  { to: '/policy', title: 'In force' },
  { to: '/policy/versions', title: 'Versions' },
  { to: '/policy/replay', title: 'Try on the past', act: 'policy' },
  { to: '/policy/decisions', title: 'Decisions', act: 'decide' },
  { to: '/policy/outside', title: 'Other agencies', act: 'outside' },
]

/** The pages about the policy. */
export const PolicyNav = () => <SectionNav label="Policy" places={places} session={useSession()} />
