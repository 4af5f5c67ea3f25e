import type { CanonicalValue } from '../../kernel/index.ts'
import { readLogKeys } from '../log-keys.ts'
import type { TrustPolicy } from '../trust-policy.ts'
import { verifyLive } from '../verify-live.ts'
import { type LogReport, type LogVerification, verifyLog } from '../verify-log.ts'
import { type ChainEntry, createChain } from './chain-rules.ts'
import { checkKeys } from './check-keys.ts'
import { checkSeeds } from './check-seeds.ts'
import { checkWitnesses, type Witnessed } from './check-witnesses.ts'
import { countEntries, type Recount } from './count-entries.ts'
import { entryParents } from './entry-parents.ts'
import { monthOfWeek } from './month-of-week.ts'
import { type Promised, type PublicationList, verifyPublication } from './verify-publication.ts'

export type RecountedLog = {
  readonly report: LogReport & {
    /** Entries that a delayed publication commits to under live/, the public ones among them; undefined without one. */
    readonly liveSize: number | undefined
    /** By which witnesses the newest checkpoint is cosigned, enough of them for the policy; undefined where no policy was given or published. */
    readonly witnessed: Witnessed | undefined
    /** What is published beside the log and was compared with it; undefined where nothing is. */
    readonly publication: PublicationList | undefined
  }
  /** Policies and imported batches that the entries tell of. */
  readonly promised: Promised
  /** Only where everything holds. */
  readonly recount: Recount | undefined
}

export type LogRecounting = Pick<LogVerification, 'files' | 'vkey' | 'onProgress'> & {
  /** A reader's further rules for one entry; answers what is wrong. */
  readonly checkEntry?: (value: CanonicalValue) => string | undefined
  /** Whose cosignatures the newest checkpoint must carry; the policy that the log publishes unless given. */
  readonly policy?: TrustPolicy | undefined
  /** Whether what is published beside the log is compared with it; it is, unless this is false. */
  readonly besideLog?: boolean
  /** Told of every entry that keeps the rules; believe none of them before everything holds. */
  readonly onEntry?: (entry: ChainEntry, index: number) => void
}

/** Verifies a log from its files alone and counts it, by docs/recount.md. Throws only when `vkey` is malformed (Refused) or reading fails. */
export async function recountLog(input: LogRecounting): Promise<RecountedLog> {
  const { files, vkey, onProgress, checkEntry, onEntry } = input
  const logKeys = await readLogKeys(files, vkey)
  const keys = logKeys.keys.map(({ key }) => key)
  const chain = createChain()
  const count = countEntries()
  const ids = new Set<CanonicalValue>()
  const promised = {
    policies: [] as string[],
    codes: [] as string[],
    imports: [] as Promised['imports'][number][],
  }
  const report = await verifyLog({
    ...{ files, vkey: logKeys.pinned.vkey },
    moreKeys: keys.filter((key) => key !== logKeys.pinned.key),
    ...(onProgress === undefined ? {} : { onProgress }),
    checkEntry: (value, index) => {
      const fault = checkEntry?.(value) ?? memberFault(value)
      if (fault !== undefined) return fault
      const entry = value as ChainEntry
      const faults = [
        chain.fault(entry),
        ids.has(entry.id ?? '') ? 'its id stands in the log twice' : undefined,
        index === 0 && entry.t === 'genesis' && entry.vkey !== logKeys.keys[0]?.vkey
          ? 'genesis names another verifier key'
          : undefined,
      ]
      chain.add(entry, index)
      ids.add(entry.id ?? '')
      count.add(value, index)
      notePromise(entry, promised)
      if (faults.every((one) => one === undefined)) onEntry?.(entry, index)
      return faults.filter((one) => one !== undefined)
    },
  })
  const live = await verifyLive(files, { keys, publicSize: report.size, publicRoot: report.root })
  const recount = count.recount()
  const around =
    report.verified && live.problems.length === 0 && input.besideLog !== false
      ? await verifyPublication(files, { size: report.size, recount, promised })
      : { list: undefined, problems: [] }
  const witnesses = await checkWitnesses({
    ...{ files, keys, pinned: input.policy, live, publicSize: report.size },
    recorded: chain.witnessPolicy(),
  })
  const recorded = chain.logKeys()
  const keyProblems = await checkKeys({ files, logKeys, recorded, live: live.size !== undefined })
  const seedProblems = report.verified
    ? await checkSeeds(files, { size: report.size, seeds: chain.seeds() })
    : []
  const beside = [
    ...seedProblems,
    ...keyProblems,
    ...live.problems,
    ...witnesses.problems,
    ...around.problems,
  ]
  const { witnessed } = witnesses
  const problemCount = report.problemCount + beside.length
  const verified = problemCount === 0
  const problems = [...report.problems, ...beside]
  return {
    report: {
      ...{ ...report, problems, problemCount, verified, liveSize: live.size, witnessed },
      publication: around.list,
    },
    recount: verified ? recount : undefined,
    promised,
  }
}

function notePromise(
  entry: ChainEntry,
  promised: { policies: string[]; codes: string[]; imports: Promised['imports'][number][] },
) {
  const { t, sha256, n, table, rows } = entry
  if (t === 'policy' && typeof sha256 === 'string') promised.policies.push(sha256)
  if (t === 'codes' && typeof sha256 === 'string') promised.codes.push(sha256)
  if (t === 'import' && typeof n === 'number' && typeof table === 'string' && typeof rows === 'number')
    promised.imports.push({ n, table, rows })
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
