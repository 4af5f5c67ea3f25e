import { type CanonicalValue, isRefused } from '../../kernel/index.ts'
import { openCheckpoint } from '../checkpoint.ts'
import type { LogFiles } from '../tile.ts'
import { parseTrustPolicy, type TrustPolicy, trustPolicyPath } from '../trust-policy.ts'
import { parseVerifierKey } from '../verifier-key.ts'
import { livePrefix, verifyLive } from '../verify-live.ts'
import { type LogProblem, type LogReport, type LogVerification, verifyLog } from '../verify-log.ts'
import { type ChainEntry, createChain } from './chain-rules.ts'
import { countEntries, type Recount } from './count-entries.ts'
import { entryParents } from './entry-parents.ts'
import { monthOfWeek } from './month-of-week.ts'

export type RecountedLog = {
  readonly report: LogReport & {
    /** Entries that a delayed publication commits to under live/, the public ones among them; undefined without one. */
    readonly liveSize: number | undefined
    /** By which witnesses the newest checkpoint is cosigned, enough of them for the policy; undefined where no policy was given or published. */
    readonly witnessed: Witnessed | undefined
  }
  /** Only where everything holds. */
  readonly recount: Recount | undefined
}

/** Who cosigned, and whether the policy came from the reader or from the log itself. */
export type Witnessed = { readonly by: readonly string[]; readonly policyPinned: boolean }

export type LogRecounting = Pick<LogVerification, 'files' | 'vkey' | 'onProgress'> & {
  /** A reader's further rules for one entry; answers what is wrong. */
  readonly checkEntry?: (value: CanonicalValue) => string | undefined
  /** Whose cosignatures the newest checkpoint must carry; the policy that the log publishes unless given. */
  readonly policy?: TrustPolicy | undefined
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
  const witnesses = await checkWitnesses(input, { newest: live.size === undefined ? '' : livePrefix })
  const problemCount = report.problemCount + live.problems.length + witnesses.problems.length
  const verified = problemCount === 0
  const problems = [...report.problems, ...live.problems, ...witnesses.problems]
  const { witnessed } = witnesses
  return {
    report: { ...report, problems, problemCount, verified, liveSize: live.size, witnessed },
    recount: verified ? count.recount() : undefined,
  }
}

/**
 * Checks the cosignatures of the newest checkpoint. An older public one beside it need not carry any: it is the beginning of the newest,
 * which is checked, and so of what the witnesses saw.
 */
async function checkWitnesses(
  { files, vkey, policy: pinned }: LogRecounting,
  { newest }: { readonly newest: string },
): Promise<{ witnessed: Witnessed | undefined; problems: readonly LogProblem[] }> {
  const path = `${newest}checkpoint`
  try {
    const policy = pinned ?? (await publishedPolicy(files))
    const note = policy && (await files.read(path))
    if (policy === undefined || note === undefined) return { witnessed: undefined, problems: [] }
    const { signers } = await openCheckpoint(note, { keys: [parseVerifierKey(vkey)], policy })
    const by = policy.witnesses.filter(({ key }) => signers.some((signer) => signer.key === key))
    return {
      witnessed: { by: by.map(({ key }) => key.name), policyPinned: pinned !== undefined },
      problems: [],
    }
  } catch (error) {
    if (!isRefused(error)) throw error
    const where = error.code === 'TRUST_POLICY_INVALID' ? trustPolicyPath : path
    return { witnessed: undefined, problems: [{ path: where, what: error.message }] }
  }
}

async function publishedPolicy(files: LogFiles): Promise<TrustPolicy | undefined> {
  const bytes = await files.read(trustPolicyPath)
  return bytes && parseTrustPolicy(bytes)
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
