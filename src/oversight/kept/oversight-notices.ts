import { type House, type Waiting, wireTitles } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { alarmsOf } from '../watch/alarms.ts'
import { ownPortrait } from '../watch/portraits.ts'
import { type KeptFinding, listFindings } from './finding-view.ts'

/**
 * What of oversight waits for a person: an alarm that nobody settled, for auditors; and, from the first sign of an outside service until every
 * finding of it has ended, for auditors and the head of the programme, how many people and uses there are.
 */
export async function oversightNotices(house: House, user: User): Promise<readonly Waiting[]> {
  const isAuditor = user.roles.includes('auditor')
  const isHead = user.roles.includes('programme-manager')
  return [
    ...(await portraitNotices(house, user)),
    ...(isAuditor ? await alarmNotices(house, user) : []),
    ...(isAuditor || isHead ? await serviceNotices(house, user) : []),
  ]
}

/** The duty of whoever has given no photograph where the agency asks for it; nobody is suspended for it. */
async function portraitNotices(house: House, user: User): Promise<readonly Waiting[]> {
  const { asked, addedAt } = await ownPortrait(house, user)
  if (!asked || addedAt !== undefined) return []
  return [
    {
      ...{ key: 'portrait', kind: 'portrait', to: '/account', dueOn: undefined, overdue: false },
      words: 'Register your staff photograph: a search with your picture then raises an alarm.',
    },
  ]
}

async function alarmNotices(house: House, user: User): Promise<readonly Waiting[]> {
  const open = (await alarmsOf(house, user)).filter(({ settled }) => settled === undefined)
  return open.map(({ id, rule }) => ({
    ...{ key: `alarm:${id}`, kind: 'alarm' as const, to: '/oversight/alarms' },
    ...{ words: `An alarm is not settled: ${wireTitles[rule]}.`, dueOn: undefined, overdue: false },
  }))
}

const hasEnded = ({ state }: KeptFinding): boolean => state === 'dismissed' || state === 'closed'

async function serviceNotices(house: House, user: User): Promise<readonly Waiting[]> {
  const byService = new Map<string, KeptFinding[]>()
  for (const one of await listFindings(house, user))
    if (one.uses > 0) byService.set(one.serviceId, [...(byService.get(one.serviceId) ?? []), one])
  return [...byService]
    .filter(([, findings]) => !findings.every(hasEnded))
    .map(([serviceId, findings]) => {
      const people = new Set(findings.map(({ person }) => person.toLowerCase())).size
      const uses = findings.reduce((sum, one) => sum + one.uses, 0)
      const open = findings.filter((one) => !hasEnded(one)).length
      return {
        ...{ key: `service:${serviceId}`, kind: 'service' as const, to: '/oversight/findings' },
        words: `Outside face search was found: ${findings[0]?.service}, ${people} ${people === 1 ? 'person or address' : 'people or addresses'}, about ${uses} uses; ${open} of ${findings.length} findings are not ended.`,
        ...{ dueOn: undefined, overdue: false },
      }
    })
}
