import { createHash } from 'node:crypto'
import {
  decodeEntryBundle,
  entryBundlePath,
  keyNotePath,
  type LogFiles,
  mostKeys,
  recountLog,
  tileWidth,
  trustPolicyPath,
} from '../../proof/index.ts'
import { checkEntry } from '../catalogue.ts'
import { policyTextPath } from '../witness-policy.ts'
import { MirrorOut, mirrorFiles } from './mirror-files.ts'
import type { Mirror } from './mirror-list.ts'
import { mirrorUnfit } from './mirror-refusals.ts'

/** A mirror of which every entry was read, hashed and found under the log's signature. */
export type WholeMirror = {
  readonly name: string
  readonly size: number
  /** Its checkpoint, verbatim. */
  readonly note: Uint8Array
  /** The entries of a bundle. */
  readonly bundle: (index: number) => Promise<readonly Uint8Array[]>
  /** Its key notes, and the texts of the witness policies that its entries name and that it holds. */
  readonly beside: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

const timeoutMs = 30_000

/** Verifies a mirror to its last entry. Refused MIRROR_UNFIT with the first thing that does not hold. */
export async function readMirror(
  mirror: Mirror,
  of: { readonly vkey: string; readonly onProgress?: (done: number, total: number) => void },
): Promise<WholeMirror> {
  const { name } = mirror
  const files = readableOf(mirror)
  const named = new Set<string>()
  const { report } = await recountLog({
    ...{ files, vkey: of.vkey, besideLog: false },
    checkEntry: (value) => {
      const checked = checkEntry(value)
      return 'fault' in checked ? checked.fault : undefined
    },
    onEntry: (entry) => {
      if (entry.t === 'witnesses') named.add(String(entry.sha256))
    },
    onProgress: ({ entriesRead, size }) => of.onProgress?.(entriesRead, size),
  })
  const [first] = report.problems
  const note = await files.read('checkpoint')
  if (first !== undefined || note === undefined)
    throw mirrorUnfit(
      name,
      `${first?.path ?? `entry ${first?.index ?? '?'}`}: ${first?.what ?? 'it is empty'}`,
      'Another mirror, or a backup of the log folder. Keep this one as it is for the inquiry.',
    )
  const { size } = report
  return {
    ...{ name, size, note },
    bundle: (index) => readBundle(files, { index, width: Math.min(tileWidth, size - index * tileWidth) }),
    beside: [...(await keyNotes(files)), ...(await policyTexts(files, named))],
  }
}

/** An outage in the middle is told as one. */
const readableOf = (mirror: Mirror): LogFiles => {
  const files = mirrorFiles(mirror, timeoutMs)
  return {
    read: (path) =>
      files.read(path).catch((error: unknown) => {
        throw error instanceof MirrorOut
          ? mirrorUnfit(mirror.name, error.message, 'See that it can be reached, then try again.')
          : error
      }),
  }
}

async function readBundle(
  files: LogFiles,
  { index, width }: { readonly index: number; readonly width: number },
): Promise<readonly Uint8Array[]> {
  const exact = await files.read(entryBundlePath(index, width))
  if (exact !== undefined) return decodeEntryBundle(exact, width)
  const full = (await files.read(entryBundlePath(index))) ?? new Uint8Array(0)
  return decodeEntryBundle(full, tileWidth).slice(0, width)
}

/** A publication shows only the policy that is in force; a whole copy has all that ever were. */
async function policyTexts(files: LogFiles, named: ReadonlySet<string>): Promise<WholeMirror['beside']> {
  const shown = await files.read(trustPolicyPath)
  const texts = shown === undefined ? [] : [{ path: trustPolicyPath, bytes: shown }]
  for (const sha256 of named) {
    const path = policyTextPath(sha256)
    for (const bytes of [await files.read(path), shown])
      if (bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === sha256)
        texts.push({ path, bytes })
  }
  return texts
}

async function keyNotes(files: LogFiles): Promise<WholeMirror['beside']> {
  const notes = []
  for (let n = 2; n <= mostKeys; n++) {
    const bytes = await files.read(keyNotePath(n))
    if (bytes === undefined) break
    notes.push({ path: keyNotePath(n), bytes })
  }
  return notes
}
