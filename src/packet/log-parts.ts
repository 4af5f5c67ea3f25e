import { type EntryId, isRefused } from '../kernel/index.ts'
import type { House } from '../lead/index.ts'
import { jsonPart, type PacketPart, textPart } from './packet-part.ts'

/** An entry of the log that a packet proves; `opened` where its hidden fields are shown. */
export type ProvenEntry = { readonly name: string; readonly entryId: EntryId; readonly opened: boolean }

/** The log's key and checkpoint; and of each entry its exact bytes, its proof, and what it hides, opened. */
export async function logParts(
  house: House,
  entries: readonly ProvenEntry[],
): Promise<{ parts: readonly PacketPart[]; missing: readonly string[] }> {
  const { ledger } = house
  const parts: PacketPart[] = [
    textPart(
      'log/log.vkey',
      'Key of the log. Compare it with the one that the agency publishes.',
      `${ledger.vkey}\n`,
    ),
    textPart(
      'log/checkpoint',
      'The signed state of the log that the proofs lead to.',
      await ledger.checkpoint(),
    ),
  ]
  const missing: string[] = []
  for (const { name, entryId, opened } of entries) {
    const { tlogProof, entryBytes } = await ledger.prove(entryId)
    parts.push(
      { name: `log/${name}.entry.json`, what: `Entry of the log: ${name}.`, bytes: entryBytes },
      textPart(`log/${name}.tlog-proof`, `Proof that the log holds it (C2SP tlog-proof).`, tlogProof),
    )
    if (!opened) continue
    const disclosures = await ledger.namedDisclosures(entryId).catch((error: unknown) => {
      if (isRefused(error)) return undefined
      throw error
    })
    const file = `log/${name}.disclosures.json`
    if (disclosures)
      parts.push(
        jsonPart(file, `What that entry commits to, opened (RFC 9901 disclosures).`, { disclosures }),
      )
    else missing.push(`${file}: the hidden fields of this entry were erased from the log.`)
  }
  return { parts, missing }
}
