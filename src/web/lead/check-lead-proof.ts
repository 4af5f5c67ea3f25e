import { isRefused } from '../../kernel/index.ts'
import {
  leafHash,
  openCheckpoint,
  parseTlogProof,
  parseVerifierKey,
  verifyTlogProof,
} from '../../proof/index.ts'

/** One step of a check in words, with what was found. */
export type ProofStep = { readonly words: string; readonly ok: boolean; readonly found: string }

type Claim = {
  readonly tlogProof: string
  /** The exact text of the entry. */
  readonly entry: string
  readonly verifierKey: string
  /** Where the page says the search behind the lead stands in the log. */
  readonly logIndex: number
}

/** Checks that the log holds the entry of the search, step by step; a step that fails says why, and later ones fail too. */
export async function checkLeadProof(claim: Claim): Promise<readonly ProofStep[]> {
  const entryBytes = new TextEncoder().encode(claim.entry)
  return [
    await checkSignature(claim),
    {
      words: 'The entry was hashed by this browser.',
      ok: claim.entry !== '',
      found: claim.entry === '' ? 'there is no entry' : hex(leafHash(entryBytes)),
    },
    await checkInclusion(claim, entryBytes),
    await step(`The proof is for entry ${claim.logIndex}, the one this page shows.`, () => {
      const { index } = parseTlogProof(claim.tlogProof)
      return { ok: index === claim.logIndex, found: `the proof says entry ${index}` }
    }),
  ]
}

function checkSignature({ tlogProof, verifierKey }: Claim): Promise<ProofStep> {
  return step('The checkpoint carries a good signature of the log’s key.', async () => {
    const { checkpointNote } = parseTlogProof(tlogProof)
    const opened = await openCheckpoint(checkpointNote, { keys: [parseVerifierKey(verifierKey)] })
    return { ok: true, found: `${opened.origin}, ${opened.size} entries` }
  })
}

function checkInclusion({ tlogProof, verifierKey }: Claim, entryBytes: Uint8Array): Promise<ProofStep> {
  return step('The hashes of the proof lead from this entry to the signed root.', async () => {
    const keys = [parseVerifierKey(verifierKey)]
    const report = await verifyTlogProof({ text: tlogProof, entryBytes, keys })
    if (!report.verified) return { ok: false, found: report.problems.join(' ') }
    return { ok: true, found: `${parseTlogProof(tlogProof).proof.length} hashes` }
  })
}

type Found = Omit<ProofStep, 'words'>

async function step(words: string, look: () => Found | Promise<Found>): Promise<ProofStep> {
  try {
    return { words, ...(await look()) }
  } catch (error) {
    const found = isRefused(error) ? error.reason : error instanceof Error ? error.message : 'unknown fault'
    return { words, ok: false, found }
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
