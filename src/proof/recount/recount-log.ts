import type { CanonicalValue } from '../../kernel/index.ts'
import { verifyLive } from '../verify-live.ts'
import { type LogReport, type LogVerification, verifyLog } from '../verify-log.ts'
import { type ChainEntry, createChain } from './chain-rules.ts'
import { countEntries, type Recount } from './count-entries.ts'
import { entryParents } from './entry-parents.ts'
import { monthOfWeek } from './month-of-week.ts'

export type RecountedLog = {
  readonly report: LogReport & {
    /** Entries that a delayed publication commits to under live/, the public ones among them; undefined without one. */
    readonly liveSize: number | undefined
  }
  /** Only where everything holds. */
  readonly recount: Recount | undefined
}

export type LogRecounting = Pick<LogVerification, 'files' | 'vkey' | 'onProgress'> & {
  /** A reader's further rules for one entry; answers what is wrong. */
  readonly checkEntry?: (value: CanonicalValue) => string | undefined
}

/** Verifies a log from its files alone and counts it, by docs/recount.md. Throws only when `vkey` is malformed (Refused) or reading fails. */
export async function recountLog(input: LogRecounting): Promise<RecountedLog> {
  const { files, vkey, onProgress, checkEntry } = input
  const chain = createChain()
  const count = countEntries()
  const ids = new Set<CanonicalValue>()
  const report = await verifyLog({
    ...{ files, vkey },
    ...(onProgress === undefined ? {} : { onProgress }),
    checkEntry: (value, index) => {
      const fault = checkEntry?.(value) ?? memberFault(value)
      if (fault !== undefined) return fault
      const entry = value as ChainEntry
      const faults = [
        chain.fault(entry),
        ids.has(entry.id ?? '') ? 'its id stands in the log twice' : undefined,
        index === 0 && entry.t === 'genesis' && entry.vkey !== vkey
          ? 'genesis names another verifier key'
          : undefined,
      ]
      chain.add(entry, index)
      ids.add(entry.id ?? '')
      count.add(value, index)
      return faults.filter((one) => one !== undefined)
    },
  })
  const live = await verifyLive(files, { vkey, publicSize: report.size, publicRoot: report.root })
  const problemCount = report.problemCount + live.problems.length
  const verified = problemCount === 0
  const problems = [...report.problems, ...live.problems]
  return {
    report: { ...report, problems, problemCount, verified, liveSize: live.size },
    recount: verified ? count.recount() : undefined,
  }
}

/** What is wrong with the members that every entry has. */
function memberFault(value: CanonicalValue): string | undefined {
  if (typeof value !== 'object' || Array.isArray(value)) return 'it is not an object'
  const entry = value as { readonly [member: string]: CanonicalValue | undefined }
  if (entry.v !== 1) return 'its version is not 1'
  if (typeof entry.t !== 'string' || !Object.hasOwn(entryParents, entry.t)) return 'its type is unknown'
  if (typeof entry.id !== 'string' || typeof entry.u !== 'string') return 'it has no id or no unit'
  if (typeof entry.w !== 'string' || monthOfWeek(entry.w) === undefined) return 'its week is not one'
  const { c } = entry
  if (typeof c !== 'object' || Array.isArray(c) || Object.keys(c).length === 0) return 'it commits to nothing'
  return undefined
}
