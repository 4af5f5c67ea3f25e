import { createHash } from 'node:crypto'
import { galleryStateNumbered } from '../gallery/index.ts'
import { must, type SearchId } from '../kernel/index.ts'
import { frozenSearchOf, type House } from '../lead/index.ts'
import { agencyById } from '../people/index.ts'
import { type SearchRecord, searchById } from '../search/index.ts'
import { conclusionParts } from './conclusion-parts.ts'
import { elsewherePart } from './elsewhere-part.ts'
import { examinationPart } from './examination-part.ts'
import { logParts, type ProvenEntry } from './log-parts.ts'
import { modelPart } from './model-part.ts'
import { jsonPart, type PacketPart, textPart } from './packet-part.ts'
import { packetReadme } from './packet-words.ts'
import { pictureParts } from './picture-parts.ts'
import { policyOfSearch, policyParts } from './policy-parts.ts'
import { writeZip } from './zip/write-zip.ts'

export const packetFormat = 'casebound-packet/1'
export const frozenName = 'search.json'
export const manifestName = 'manifest.json'

/**
 * The disclosure packet of a search as one zip file: the same facts and the same checkpoint of the log give the same bytes.
 * Refuses NOT_FROZEN.
 */
export async function packetOfSearch(house: House, searchId: SearchId): Promise<Uint8Array> {
  const search = await searchById(house.storage.db, searchId)
  const agency = must(await agencyById(house.storage.db, search.agencyId), 'agency of a search')
  const { frozen, bytes } = await frozenSearchOf(house, searchId)
  const pictures = await pictureParts(house, { search, frozen })
  const conclusion = await conclusionParts(house, search)
  const policy = policyOfSearch(house, frozen)
  const log = await logParts(house, [
    ...(await searchEntries(house, search)),
    { name: 'policy', entryId: policy.entryId, opened: false },
    ...[...conclusion.entries].map(([name, entryId]) => ({ name, entryId, opened: true })),
  ])
  const words = { searchId, agency: agency.name, demonstration: agency.demonstration }
  const parts: readonly PacketPart[] = [
    textPart('README.txt', 'What this is and how to check it.', packetReadme(words)),
    { name: frozenName, what: 'The search as it was frozen when its end was logged.', bytes },
    ...pictures.parts,
    await modelPart(house, frozen),
    ...policyParts(policy, frozen),
    await examinationPart(house, search),
    ...conclusion.parts,
    await elsewherePart(house, search),
    ...log.parts,
  ]
  const manifest = manifestOf(parts, { ...words, missing: [...pictures.missing, ...log.missing] })
  return writeZip([manifest, ...parts])
}

async function searchEntries(house: House, search: SearchRecord): Promise<readonly ProvenEntry[]> {
  const { entryId } = await galleryStateNumbered(house.storage, search.galleryN)
  const { entryId: endId } = must(search.end, 'end of a frozen search')
  return [
    { name: 'search', entryId: search.entryId, opened: true },
    { name: 'end', entryId: endId, opened: true },
    { name: 'gallery', entryId, opened: false },
  ]
}

const manifestOf = (
  parts: readonly PacketPart[],
  of: { searchId: string; agency: string; demonstration: boolean; missing: readonly string[] },
): PacketPart =>
  jsonPart(manifestName, 'This list.', {
    format: packetFormat,
    ...of,
    parts: parts.map(({ name, what, bytes }) => ({
      ...{ name, what, bytes: bytes.length },
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  })
