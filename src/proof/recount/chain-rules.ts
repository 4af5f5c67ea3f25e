import type { CanonicalValue } from '../../kernel/index.ts'
import type { RecordedKey } from './check-keys.ts'
import type { RecordedSeed } from './check-seeds.ts'
import type { RecordedPolicy } from './check-witnesses.ts'
import { entryParents, entryPointers } from './entry-parents.ts'
import { followOversight } from './follow-oversight.ts'
import { followBatches } from './opened-rows.ts'
import { weekOrdinal } from './week-order.ts'

export type ChainEntry = { readonly [member: string]: CanonicalValue } & {
  readonly t: string
  readonly w: string
}

/**
 * What must be remembered of a log to judge its next entry by the rules that anyone can check from public fields:
 * parents and pointers are earlier entries of the right type, a search ends once, weeks do not run back, and what the oversight of the
 * house put on record adds up.
 */
export type Chain = {
  /** Why this entry may not follow what the log holds, or undefined when it may. */
  fault(entry: ChainEntry): string | undefined
  /** Takes an entry into the log; call it in log order, also for entries with a fault. */
  add(entry: ChainEntry, index: number): void
  /** What the newest entry `witnesses` says: by which policy checkpoints are cosigned from there on. */
  witnessPolicy(): RecordedPolicy | undefined
  /** What the entries `key` say, in order. */
  logKeys(): readonly RecordedKey[]
  /** The seeds of all draws, in order. */
  seeds(): readonly RecordedSeed[]
}

export function createChain(): Chain {
  const types: string[] = []
  const endedSearches = new Set<number>()
  const models = new Set<unknown>()
  const searchOfResult = new Map<number, unknown>()
  const examinations = new Map<unknown, number>()
  const oversight = followOversight()
  const batches = followBatches()
  let newestWeek: string | undefined
  let recorded: RecordedPolicy | undefined
  const [logKeys, seeds]: [RecordedKey[], RecordedSeed[]] = [[], []]
  const pointerFault = (entry: ChainEntry): string | undefined => {
    for (const [name, type] of Object.entries(entryPointers)) {
      const index = entry[name]
      if (index === undefined) continue
      const found = typeof index === 'number' ? types[index] : undefined
      if (found !== type) return `${name} points to ${describe(found)}; it must be an earlier ${type}`
    }
    return undefined
  }

  const parentFault = (entry: ChainEntry): string | undefined => {
    const parents = entryParents[entry.t]
    if (parents === undefined || entry.ref === undefined) return undefined
    const found = typeof entry.ref === 'number' ? types[entry.ref] : undefined
    if (found === undefined || !parents.includes(found))
      return `ref points to ${describe(found)}; it must be an earlier ${parents.join(' or ')}`
    const ends = entry.t === 'result' || entry.t === 'fail'
    if (ends && endedSearches.has(entry.ref as number)) return 'the search has ended before'
    return entry.t === 'lead' ? examinedFault(entry) : undefined
  }

  const examinedFault = ({ ref, said }: ChainEntry): string | undefined => {
    const [sealed, opened] = [examinations.get(ref) ?? 0, Array.isArray(said) ? said.length : 0]
    return sealed === opened ? undefined : `it tells ${opened} conclusions where ${sealed} were sealed`
  }

  return {
    fault(entry) {
      if ((entry.t === 'genesis') !== (types.length === 0))
        return 'the first entry, and no other, must be genesis'
      if (newestWeek !== undefined && weekOrdinal(entry.w) < weekOrdinal(newestWeek) - 1)
        return `its week ${entry.w} lies more than one week before ${newestWeek}`
      if (['search', 'gallery'].includes(entry.t) && !models.has(entry.model))
        return 'its model was not logged before'
      const ofKey = keyFault(entry, logKeys.length + 2)
      const placed = ofKey ?? pointerFault(entry) ?? parentFault(entry) ?? listFault(entry, types)
      return placed ?? oversight.fault(entry, types.length) ?? batches.fault(entry)
    },
    add(entry, index) {
      types[index] = entry.t
      oversight.add(entry, index)
      batches.add(entry, index)
      if ((entry.t === 'result' || entry.t === 'fail') && typeof entry.ref === 'number')
        endedSearches.add(entry.ref)
      if (entry.t === 'result') searchOfResult.set(index, entry.ref)
      if (entry.t === 'review') {
        const search = searchOfResult.get(entry.ref as number)
        examinations.set(search, (examinations.get(search) ?? 0) + 1)
      }
      if (entry.t === 'model') models.add(entry.model)
      if (entry.t === 'witnesses' && typeof entry.sha256 === 'string')
        recorded = { index, sha256: entry.sha256 }
      logKeys.push(...keyOf(entry, index))
      seeds.push(...seedOf(entry, index))
      if (newestWeek === undefined || weekOrdinal(entry.w) > weekOrdinal(newestWeek)) newestWeek = entry.w
    },
    ...{ witnessPolicy: () => recorded, logKeys: () => logKeys, seeds: () => seeds },
  }
}

const describe = (type: string | undefined): string => (type === undefined ? 'no earlier entry' : `a ${type}`)

const keyFault = (entry: ChainEntry, next: number): string | undefined =>
  entry.t === 'key' && entry.n !== next
    ? `it announces key ${String(entry.n)}; the next one is ${next}`
    : undefined

/** What an entry `key` says; nothing of any other. */
function keyOf({ t, n, vkey, note }: ChainEntry, index: number): readonly RecordedKey[] {
  const whole = typeof n === 'number' && typeof vkey === 'string' && typeof note === 'string'
  return t === 'key' && whole ? [{ index, n, vkey, note }] : []
}

/** The seed of a draw; nothing of any other entry. */
function seedOf({ t, step, at, seed }: ChainEntry, index: number): readonly RecordedSeed[] {
  const drawn = t === 'audit' && step === 'drawn'
  return drawn ? [{ index, at: Number(at), seed: typeof seed === 'string' ? seed : '' }] : []
}

function listFault({ refs }: ChainEntry, types: readonly string[]): string | undefined {
  if (refs === undefined) return undefined
  const earlier = (ref: CanonicalValue) => typeof ref === 'number' && types[ref] !== undefined
  if (!Array.isArray(refs) || !refs.every(earlier)) return 'refs do not all point to earlier entries'
  return new Set(refs).size === refs.length ? undefined : 'refs name an entry twice'
}
