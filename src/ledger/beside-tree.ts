import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { trustPolicyPath } from '../proof/index.ts'
import { readIfPresent } from '../storage/index.ts'
import { vkeyPath } from './verify-log-folder.ts'
import { policyTextFolder } from './witness-policy.ts'

export type BesideFile = { readonly path: string; readonly bytes: Uint8Array }

/** What a whole copy of a log holds beside tree and checkpoint: its keys, and the witness policies that it named. */
export async function besideTree(logDir: string): Promise<readonly BesideFile[]> {
  const texts = await namesIn(logDir, { folder: policyTextFolder, ending: '.txt' })
  return present(logDir, [vkeyPath, ...(await keyNotes(logDir)), ...texts, trustPolicyPath])
}

/** The notes that announce the further keys of a log. */
export const keyNoteFiles = async (logDir: string): Promise<readonly BesideFile[]> =>
  present(logDir, await keyNotes(logDir))

const keyNotes = (logDir: string) => namesIn(logDir, { folder: 'keys', ending: '.note' })

async function namesIn(logDir: string, of: { folder: string; ending: string }): Promise<readonly string[]> {
  const names = await readdir(join(logDir, of.folder)).catch(() => [])
  return names.filter((name) => name.endsWith(of.ending)).map((name) => `${of.folder}/${name}`)
}

async function present(logDir: string, paths: readonly string[]): Promise<readonly BesideFile[]> {
  const files: BesideFile[] = []
  for (const path of paths) {
    const bytes = await readIfPresent(join(logDir, path))
    if (bytes !== undefined) files.push({ path, bytes })
  }
  return files
}
