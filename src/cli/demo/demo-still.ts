import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { must } from '../../kernel/index.ts'
import type { Db } from '../../storage/index.ts'
import { type ProbeFile, readProbeFile } from '../run-search.ts'

type Still = { readonly file: string; readonly expectedPersonId: string | null }
type People = { readonly demoProbe: string; readonly probes: readonly Still[] }

/**
 * A camera still that this house has not searched yet, the one named for the demonstration first, and the synthetic person in it. A second
 * demonstration takes the next one, because nobody examines two tries of one picture. When all were searched, the first again. `outside` is
 * what another agency asks about, another picture: one that was refused to it is held when it comes again as one's own.
 */
export async function demoStill(
  db: Db,
  folder: string,
): Promise<{ probe: ProbeFile; expectedPersonId: string; outside: ProbeFile }> {
  const { demoProbe, probes }: People = JSON.parse(await readFile(join(folder, 'people.json'), 'utf8'))
  const searched = await db
    .selectFrom('requests')
    .innerJoin('searches', 'searches.request_id', 'requests.id')
    .select('requests.probe_sha256')
    .execute()
  const known = new Set(searched.map((row) => row.probe_sha256))
  const named = probes.find(({ file }) => file === demoProbe)
  const others = probes.filter((still) => still.expectedPersonId !== null && still !== named)
  const stills = named ? [named, ...others] : others
  const stranger = must(
    probes.find(({ expectedPersonId }) => expectedPersonId === null),
    'still of a stranger',
  )
  const outside = await readProbeFile(join(folder, stranger.file))
  for (const { file, expectedPersonId } of stills) {
    const probe = await readProbeFile(join(folder, file))
    if (!known.has(createHash('sha256').update(probe.image).digest('hex')))
      return { probe, outside, expectedPersonId: expectedPersonId ?? '' }
  }
  return {
    outside,
    probe: await readProbeFile(join(folder, demoProbe)),
    expectedPersonId: named?.expectedPersonId ?? '',
  }
}
