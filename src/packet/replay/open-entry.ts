import { z } from 'zod'
import { isRefused } from '../../kernel/index.ts'
import { openDisclosures, openListDisclosures } from '../../proof/index.ts'
import { damagedPacket } from '../damaged-packet.ts'
import { type Packet, readJson } from '../read-packet.ts'

const disclosuresSchema = z.object({
  disclosures: z.array(z.object({ name: z.string(), disclosure: z.string() })),
})
const entrySchema = z.object({ t: z.string(), c: z.record(z.string(), z.string()) })

/** What an entry of the packet hides, opened; a list by its field. */
export type OpenedEntry = {
  readonly values: ReadonlyMap<string, unknown>
  list(field: string): readonly unknown[]
}

/** Opens what `log/<name>.entry.json` committed to; undefined where that was erased. Refuses PACKET_DAMAGED where it does not open the entry. */
export function openEntry(packet: Packet, name: string): OpenedEntry | undefined {
  const file = `log/${name}.disclosures.json`
  const parts = { get: packet.part }
  if (!packet.part(file)) return undefined
  const { disclosures } = readJson(parts, { name: file, schema: disclosuresSchema })
  const { c } = readJson(parts, { name: `log/${name}.entry.json`, schema: entrySchema })
  const opening = <T>(open: () => T): T => {
    try {
      return open()
    } catch (error) {
      if (isRefused(error)) throw damagedPacket(file, `does not open the entry: ${error.reason}`)
      throw error
    }
  }
  const whole = disclosures.filter(({ name: field }) => !field.includes('.'))
  const values = opening(() =>
    openDisclosures({ commitments: c, disclosures: whole.map(({ disclosure }) => disclosure) }),
  )
  return {
    values,
    list: (field) => {
      const digests = values.get(field)
      const items = disclosures.filter(({ name: item }) => item.startsWith(`${field}.`))
      const opened = opening(() =>
        openListDisclosures({
          digests: Array.isArray(digests) ? digests.map(String) : [],
          name: 'item',
          disclosures: items.map(({ disclosure }) => disclosure),
        }),
      )
      return [...opened].sort(([a], [b]) => a - b).map(([, value]) => value)
    },
  }
}
