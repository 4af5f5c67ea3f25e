import { must } from '../kernel/index.ts'
import type { SearchRecord } from '../search/index.ts'
import type { House } from './house.ts'
import type { PolicyVersion } from './keep-policies.ts'

type Searched = Pick<SearchRecord, 'createdAt'> & {
  readonly decision: Pick<SearchRecord['decision'], 'policyN'>
}

/**
 * The policy by which a search and its requester are judged for good: the one that permitted it, whatever was adopted
 * since. Searches recorded before the number was kept have the one in force on their day.
 */
export function policyOfSearch(house: Pick<House, 'policies'>, search: Searched): PolicyVersion {
  const { policyN } = search.decision
  const version =
    policyN === undefined
      ? house.policies.at(search.createdAt)
      : house.policies.versions().find(({ n }) => n === policyN)
  return must(version, 'policy of a search')
}
