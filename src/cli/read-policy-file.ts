import { readFile } from 'node:fs/promises'
import { Refused } from '../kernel/index.ts'
import { parseTrustPolicy, type TrustPolicy } from '../proof/index.ts'

/** A trust policy from a file that the command line names. Refuses FILE_MISSING, TRUST_POLICY_INVALID. */
export async function readPolicyFile(path: string): Promise<{ policy: TrustPolicy; bytes: Uint8Array }> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new Refused<'FILE_MISSING'>({
      code: 'FILE_MISSING',
      reason: `There is no file ${path}.`,
      needed: 'The path of a witness policy.',
    })
  })
  return { policy: parseTrustPolicy(new Uint8Array(bytes)), bytes: new Uint8Array(bytes) }
}
