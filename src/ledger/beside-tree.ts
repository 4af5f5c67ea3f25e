import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { trustPolicyPath } from '../proof/index.ts'
import { readIfPresent } from '../storage/index.ts'
import { vkeyPath } from './verify-log-folder.ts'
import { policyTextFolder } from './witness-policy.ts'

/** What a whole copy of a log holds beside tree and checkpoint: its key, and the witness policies that it named. */
export async function besideTree(
  logDir: string,
): Promise<readonly { readonly path: string; readonly bytes: Uint8Array }[]> {
  const texts = await readdir(join(logDir, policyTextFolder)).catch(() => [])
  const paths = [
    vkeyPath,
    ...texts.filter((name) => name.endsWith('.txt')).map((name) => `${policyTextFolder}/${name}`),
    trustPolicyPath,
  ]
  const files = []
  for (const path of paths) {
    const bytes = await readIfPresent(join(logDir, path))
    if (bytes !== undefined) files.push({ path, bytes })
  }
  return files
}
