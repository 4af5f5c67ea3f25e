/** Any entry may be opened for somebody, also one that tells of another opening; filled below. */
const anyType: string[] = []

/** The types of entries, with the types that `ref` may point to; the full description is docs/events.md. */
export const entryParents: Readonly<Record<string, readonly string[] | undefined>> = {
  genesis: undefined,
  policy: undefined,
  codes: undefined,
  witnesses: undefined,
  key: undefined,
  gallery: undefined,
  model: undefined,
  strangers: ['strangers'],
  cred: undefined,
  search: undefined,
  refusal: ['search'],
  result: ['search'],
  fail: ['search'],
  proposal: ['search'],
  analysis: ['result'],
  assign: ['result'],
  review: ['result'],
  withdraw: ['search'],
  resolve: ['search'],
  lead: ['search'],
  outcome: ['search'],
  packet: ['search'],
  guard: ['search'],
  inquiry: ['search'],
  approval: ['search'],
  outside: undefined,
  incident: undefined,
  disclose: anyType,
  erase: undefined,
  import: undefined,
  conduct: undefined,
  contract: undefined,
  scan: undefined,
  finding: ['scan'],
  declare: undefined,
  tripwire: undefined,
  alarm: ['alarm'],
  elsewhere: undefined,
  audit: ['audit'],
  misuse: ['misuse'],
  planting: ['result', 'planting'],
}
anyType.push(...Object.keys(entryParents))

/** Fields whose value is the log index of an earlier entry, with the type that entry must have. */
export const entryPointers: Readonly<Record<string, string>> = { pol: 'policy', gal: 'gallery' }
