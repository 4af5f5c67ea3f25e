import { join } from 'node:path'
import { parseTrustPolicy, type TrustPolicy, trustPolicyPath } from '../proof/index.ts'
import { readIfPresent } from '../storage/index.ts'
import { refused } from './ledger-refusal.ts'
import { writePublicFile } from './log-files.ts'

export type AdoptedPolicy = { readonly policy: TrustPolicy; readonly bytes: Uint8Array }

/**
 * The trust policy of a log from the operator's file; undefined where there is none and never was. Refused TRUST_POLICY_INVALID,
 * WITNESS_POLICY_MISSING when the log has published one (whoever wants no witnesses must say so: `quorum none`), WITNESS_POLICY_FOREIGN
 * when it names other logs only.
 */
export async function readWitnessPolicy(of: {
  readonly policyPath: string | undefined
  readonly logDir: string
  readonly vkey: string
}): Promise<AdoptedPolicy | undefined> {
  const bytes = of.policyPath === undefined ? undefined : await readIfPresent(of.policyPath)
  if (bytes === undefined) {
    if ((await readIfPresent(join(of.logDir, trustPolicyPath))) === undefined) return undefined
    throw refused({
      code: 'WITNESS_POLICY_MISSING',
      reason: `The log has published a witness policy, but ${of.policyPath ?? 'its file'} is gone.`,
      needed: 'Restore the file. To go on without witnesses, adopt a policy that says so: quorum none.',
    })
  }
  const policy = parseTrustPolicy(bytes)
  checkNamesLog(policy, of.vkey)
  return { policy, bytes }
}

/** Refuses (WITNESS_POLICY_FOREIGN) a policy that lists logs and not this one. */
export function checkNamesLog({ logs }: TrustPolicy, ownVkey: string): void {
  if (logs.length === 0 || logs.some(({ vkey }) => vkey === ownVkey)) return
  throw refused({
    code: 'WITNESS_POLICY_FOREIGN',
    reason: 'The witness policy names other logs and not this one.',
    needed: `The line: log ${ownVkey}`,
  })
}

export const policyTextFolder = 'witnesses'

/** Where the log keeps the text of each policy that it ever named: an older state is published with the policy of its day. */
export const policyTextPath = (sha256: string): string => `${policyTextFolder}/${sha256}.txt`

/** Shows the world by which policy the checkpoints beside it are cosigned. */
export async function publishWitnessPolicy(logDir: string, { bytes }: AdoptedPolicy): Promise<void> {
  const there = await readIfPresent(join(logDir, trustPolicyPath))
  if (there === undefined || Buffer.compare(there, bytes) !== 0)
    await writePublicFile(logDir, { path: trustPolicyPath, bytes })
}

/** Keeps the text of a policy before the log names it. */
export async function keepPolicyText(
  logDir: string,
  { bytes, sha256 }: { readonly bytes: Uint8Array; readonly sha256: string },
): Promise<void> {
  await writePublicFile(logDir, { path: policyTextPath(sha256), bytes })
}
