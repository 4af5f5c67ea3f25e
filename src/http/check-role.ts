import { Refused } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import { type ActName, mayDo } from './abilities.ts'

type Guarded = Extract<
  ActName,
  | 'disclose'
  | 'erase'
  | 'gallery'
  | 'enrol'
  | 'models'
  | 'people'
  | 'request'
  | 'policy'
  | 'decide'
  | 'supervise'
  | 'conflict'
  | 'outside'
  | 'oversight'
  | 'review-logs'
  | 'watch'
  | 'elsewhere'
  | 'packet'
  | 'report'
  | 'training-office'
  | 'plant'
  | 'planted'
>

const places: Readonly<Record<Guarded, { place: string; ask: string }>> = {
  erase: { place: 'erasing of sealed values', ask: 'a supervisor' },
  disclose: { place: 'sealed values of the log', ask: 'the programme manager' },
  enrol: { place: 'enrolment', ask: 'a records clerk' },
  gallery: { place: 'gallery', ask: 'a records clerk' },
  request: { place: 'requests', ask: 'a requester' },
  people: { place: 'accounts of the agency', ask: 'an administrator' },
  models: { place: 'face models', ask: 'an administrator' },
  'training-office': { place: 'training office', ask: 'a training officer' },
  conflict: { place: 'conflicts between examiners', ask: 'a supervisor' },
  supervise: { place: 'supervision of examinations', ask: 'a supervisor' },
  decide: { place: 'decisions on requests', ask: 'a supervisor' },
  outside: { place: 'desk for other agencies', ask: 'a records clerk' },
  oversight: { place: 'findings of outside face search', ask: 'an auditor' },
  'review-logs': { place: 'reviews of the agency’s logs', ask: 'an auditor' },
  elsewhere: { place: 'declarations of face searches elsewhere', ask: 'the requester of the case' },
  watch: { place: 'alarms of the tripwires', ask: 'an auditor' },
  report: { place: 'public reports', ask: 'the programme manager' },
  packet: { place: 'disclosure packets', ask: 'a supervisor' },
  plant: { place: 'planting of faces in lists', ask: 'the programme manager' },
  planted: { place: 'error rates of examiners', ask: 'a supervisor' },
  policy: { place: 'changing of policies', ask: 'a supervisor' },
}

/** Refuses ROLE_MISSING to whoever has no role that the act is open to. */
export function checkRole(user: User, act: Guarded): void {
  if (mayDo(user, act)) return
  const { place, ask } = places[act]
  throw new Refused({
    code: 'ROLE_MISSING',
    reason: `Your role (${user.roles.join(', ')}) does not reach the ${place}.`,
    needed: `Ask ${ask}${ask === 'an administrator' ? '' : ', or an administrator for the role'}.`,
  })
}
