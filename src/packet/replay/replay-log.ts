import { z } from 'zod'
import { parseVerifierKey, verifyTlogProof } from '../../proof/index.ts'
import { damagedPacket } from '../damaged-packet.ts'
import { type Packet, readJson } from '../read-packet.ts'
import { type OpenedEntry, openEntry } from './open-entry.ts'
import { type Finding, finding } from './replay-report.ts'

/**
 * Proves that the log holds every entry of the packet, that what is opened is what it committed to, and that it committed to this
 * search. `key` is the log's key from elsewhere; without it the packet's own is used, which proves only that it agrees with itself.
 */
export async function replayLog(
  packet: Packet,
  key: string | undefined,
): Promise<{ finding: Finding; entries: number }> {
  const proofs = packet.manifest.parts.flatMap(({ name }) => /^log\/(.+)\.tlog-proof$/.exec(name)?.[1] ?? [])
  const vkey = key ?? text(packet, 'log/log.vkey').trim()
  const differences: string[] = []
  for (const name of proofs) {
    const entryBytes = packet.part(`log/${name}.entry.json`)
    if (!entryBytes) throw damagedPacket(`log/${name}.entry.json`, 'is missing')
    const proof = text(packet, `log/${name}.tlog-proof`)
    const { problems } = await verifyTlogProof({ text: proof, entryBytes, keys: [parseVerifierKey(vkey)] })
    differences.push(...problems.map((problem) => `Log entry ${name}: ${problem}`))
  }
  differences.push(...pointerFaults(packet))
  for (const needed of ['search', 'end', 'gallery', 'policy'])
    if (!proofs.includes(needed)) differences.push(`The packet has no proof of the log entry ${needed}.`)
  const opened = openEntry(packet, 'end')
  const notReplayed: string[] = []
  if (opened) differences.push(...commitmentFaults(packet, opened))
  else notReplayed.push('commitment: the hidden fields of the end were erased from the log')
  const replayed = [`log: ${proofs.length} entries proved to be in the log of ${vkey.split('+')[0] ?? ''}`]
  return { finding: finding({ replayed, notReplayed, differences }), entries: proofs.length }
}

const linkedSchema = z.object({
  t: z.string(),
  ref: z.int().optional(),
  gal: z.int().optional(),
  root: z.string().optional(),
})

/** Whether the entries speak of one search: the end of this one, in this state of the gallery. */
function pointerFaults(packet: Packet): readonly string[] {
  const parts = { get: packet.part }
  const entry = (name: string) => readJson(parts, { name: `log/${name}.entry.json`, schema: linkedSchema })
  const at = (name: string) => Number(/^index (\d+)$/m.exec(text(packet, `log/${name}.tlog-proof`))?.[1])
  const [search, end, gallery] = [entry('search'), entry('end'), entry('gallery')]
  const whole =
    search.t === 'search' &&
    end.t === (packet.frozen.end.as === 'done' ? 'result' : 'fail') &&
    end.ref === at('search') &&
    search.gal === at('gallery') &&
    gallery.root === packet.frozen.gallery.root
  return whole
    ? []
    : ['The log entries search, end and gallery do not belong together, or not to this search.']
}

function commitmentFaults(packet: Packet, { values, list }: OpenedEntry): readonly string[] {
  const { frozen, frozenSha256 } = packet
  const faults: string[] = []
  if (values.get('packet') !== frozenSha256)
    faults.push('search.json is not what the log committed to when the search ended.')
  const logged = JSON.stringify(list('cands'))
  const said = JSON.stringify(
    frozen.candidates.map(({ bookingId, personId, rank, similarity }) => ({
      bookingId,
      personId,
      rank,
      similarity,
    })),
  )
  if (frozen.end.as === 'done' && logged !== said)
    faults.push('The list in search.json is not the one that the log committed to.')
  return faults
}

const text = (packet: Packet, name: string): string => {
  const bytes = packet.part(name)
  if (!bytes) throw damagedPacket(name, 'is missing')
  return new TextDecoder().decode(bytes)
}
