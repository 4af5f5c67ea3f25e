import { Refused } from '../kernel/index.ts'
import {
  decodeEntryBundle,
  entryBundlePath,
  formatTlogProof,
  inclusionProof,
  type LogFiles,
  openCheckpoint,
  parseVerifierKey,
  tileNodeReader,
  tileWidth,
  verifyTlogProof,
  widthOfTile,
} from '../proof/index.ts'

export type ProvenFromFiles = {
  readonly index: number
  readonly size: number
  readonly entryBytes: Uint8Array
  readonly tlogProof: string
}

/** The `.tlog-proof` of an entry from a log's public files alone, verified before it is given. Refuses ENTRY_NOT_FOUND, LOG_FILES_MISSING, and what the proofs refuse. */
export async function proveEntry(
  files: LogFiles,
  of: { readonly index: number; readonly vkey: string },
): Promise<ProvenFromFiles> {
  const { index, vkey } = of
  const keys = [parseVerifierKey(vkey)]
  const note = new TextDecoder().decode(await present(files, 'checkpoint'))
  const { size } = await openCheckpoint(note, { keys })
  if (index >= size) throw notFound(index, size)
  const bundle = Math.floor(index / tileWidth)
  const width = widthOfTile(size, { level: 0, index: bundle })
  const bytes = await present(files, entryBundlePath(bundle, width))
  const entryBytes = decodeEntryBundle(bytes, width)[index % tileWidth]
  if (!entryBytes) throw notFound(index, size)
  const proof = await inclusionProof(index, size, tileNodeReader(files, size))
  const tlogProof = formatTlogProof({ index, proof, checkpointNote: note })
  const { verified, problems } = await verifyTlogProof({ text: tlogProof, entryBytes, keys })
  if (!verified) throw damaged(problems.join(' '))
  return { index, size, entryBytes, tlogProof }
}

async function present(files: LogFiles, path: string): Promise<Uint8Array> {
  const bytes = await files.read(path)
  if (bytes !== undefined) return bytes
  throw new Refused<'LOG_FILES_MISSING'>({
    code: 'LOG_FILES_MISSING',
    reason: `The file ${path} is missing from the log.`,
    needed: 'The log folder of an agency, a whole copy of it, or a published one.',
  })
}

const notFound = (index: number, size: number) =>
  new Refused<'ENTRY_NOT_FOUND'>({
    code: 'ENTRY_NOT_FOUND',
    reason: `The log has no entry ${index}; it has ${size}.`,
    needed: `An index from 0 to ${size - 1}.`,
  })

const damaged = (what: string) =>
  new Refused<'LOG_DAMAGED'>({
    code: 'LOG_DAMAGED',
    reason: `The log's files do not prove this entry: ${what}`,
    needed: 'Keep the files as they are for the inquiry; casebound log verify names every fault.',
  })
