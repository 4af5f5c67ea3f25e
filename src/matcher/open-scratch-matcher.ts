import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MatcherOptions } from './matcher.ts'
import { type OpenOptions, openMatcher, type StoredMatcher } from './open-matcher.ts'

/** For tests only: a matcher over a throw-away folder, which goes when the matcher closes. */
export async function openScratchMatcher(
  options: MatcherOptions & Partial<OpenOptions>,
): Promise<StoredMatcher> {
  const folder = scratchFolder()
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const matcher = await openMatcher({ folder, key: scratchKey, ...options })
    return {
      ...matcher,
      close: async () => {
        await matcher.close()
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}

export const scratchKey = new Uint8Array(randomBytes(32))
export const scratchFolder = (): string => mkdtempSync(join(tmpdir(), 'casebound-templates-'))
