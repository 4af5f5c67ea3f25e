import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding, Register, Scanned } from '../../oversight/index.ts'
import type { Desk, Input } from '../command.ts'
import { type Door, openDoor } from '../door.ts'
import { withRulebook } from './chosen-register.ts'

export type KeptAnswer = {
  readonly reviewId: string
  readonly logIndex: number
  readonly found: number
  readonly grown: number
  readonly misconduct: number
}

/** A review that a house keeps: it says by which rules is judged, and where the reading goes on. */
export type HouseReview = {
  /** The register with the rules and contracts that the house has on record, in the place of its own. */
  readonly register: Register
  readonly statePath: string
  readonly keep: (of: { scanned: Scanned; findings: readonly Finding[] }) => Promise<KeptAnswer>
  readonly close: () => Promise<void>
}

/** Opens the house that --data names; undefined where none was named, for a scan needs none. */
export async function openHouseReview(
  desk: Desk,
  { input, register }: { input: Input; register: Register },
): Promise<HouseReview | undefined> {
  if (input.text('data') === undefined) return undefined
  const { dataDir } = input
  const door = await openDoor(desk, { dataDir, command: 'oversight scan', as: input.text('as') })
  try {
    const judging = await withRulebook(door, register)
    const folder = join(dataDir, 'oversight')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // Another register looks for other names: its reading begins anew, and the house keeps the greater counts.
    const statePath = join(folder, `scan-${judging.digest.slice(0, 16)}.json`)
    return {
      ...{ register: judging, statePath, close: () => door.close() },
      keep: (of) => keep(door, { ...of, register: judging }),
    }
  } catch (error) {
    await door.close()
    throw error
  }
}

const keep = (
  door: Door,
  of: { scanned: Scanned; findings: readonly Finding[]; register: Register },
): Promise<KeptAnswer> => {
  const { lines, brokenLines, setAside, files } = of.scanned
  const { version, digest } = of.register
  return door.call('POST', '/api/oversight/reviews', {
    ...{ register: { version, digest }, lines, brokenLines, setAside, files },
    findings: of.findings.map(({ judgement: _, sightings: __, ...finding }) => finding),
  })
}
