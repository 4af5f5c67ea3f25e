import { must } from '../kernel/index.ts'
import type { FrozenSearch, House, PolicyVersion } from '../lead/index.ts'
import { jsonPart, type PacketPart, textPart } from './packet-part.ts'

/** The policy that decided, as it was adopted. */
export const policyOfSearch = (house: House, { policy }: FrozenSearch): PolicyVersion =>
  must(
    house.policies.versions().find(({ pack }) => pack.sha256 === policy.sha256),
    'adopted policy of a search',
  )

/** Its whole text, whose SHA-256 the log holds, and the rules that applied in plain words. */
export function policyParts(version: PolicyVersion, { policy }: FrozenSearch): readonly PacketPart[] {
  const { pack, n, inForceFrom, adoptedAt, approver } = version
  return [
    textPart(
      'policy/pack-text.json',
      'The whole policy in force: its four files and the answers of its set-up. Its SHA-256 stands in search.json and in the log.',
      pack.text,
    ),
    jsonPart('policy/rules.json', 'The rules that the decision applied, with their sources.', {
      ...{ packId: pack.id, packVersion: pack.version, n, inForceFrom, approver },
      adoptedAt: adoptedAt.toISOString(),
      rules: pack.rules.filter(({ id }) => policy.rulesApplied.includes(id)),
    }),
  ]
}
