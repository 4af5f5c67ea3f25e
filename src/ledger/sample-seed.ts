import { must } from '../kernel/index.ts'
import { drawSample, leafHash, rootFromLeaves } from '../proof/index.ts'

// For tests: draws of audits by a seed that is not the right root, each with just the sample that this seed draws.

type Entries = readonly Uint8Array[]

/** Entry 11 announces, and entry 13 draws. */
const draw = 13

const rootOf = (entries: Entries, size: number): string =>
  Buffer.from(rootFromLeaves(entries.slice(0, size).map(leafHash))).toString('hex')

function drawnBy(
  entries: Entries,
  of: { readonly at: number; readonly seed: (entries: Entries, size: number) => string },
): Entries {
  const seed = of.seed(entries, of.at)
  const value = JSON.parse(new TextDecoder().decode(must(entries[draw], 'draw')))
  const among = [...(value.picked as readonly number[])].sort((one, other) => one - other)
  const picked = drawSample({ seed, among, size: 2 })
  const bytes = Buffer.from(JSON.stringify({ ...value, at: of.at, seed, picked }))
  return entries.map((entry, index) => (index === draw ? bytes : entry))
}

/** What is wrong in words, and the log that has it. */
export const drawnByAnotherSeed: readonly (readonly [string, (entries: Entries) => Entries])[] = [
  ['a seed is no root of the log', (entries) => drawnBy(entries, { at: 13, seed: () => 'cd'.repeat(32) })],
  ['a seed is the root that the announcement had', (entries) => drawnBy(entries, { at: 12, seed: rootOf })],
  [
    'a seed is the root of another size',
    (entries) => drawnBy(entries, { at: 13, seed: () => rootOf(entries, 12) }),
  ],
  ['a seed is of a size that was not there yet', (entries) => drawnBy(entries, { at: 14, seed: rootOf })],
]
