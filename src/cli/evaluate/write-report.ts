import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  galleryKey,
  galleryPicturesOf,
  identificationReport,
  makeThumbnails,
  type PictureSource,
  picturesOf,
  probeKey,
  probePicturesOf,
  type ReportFacts,
  verificationReport,
  worstPairs,
  worstSearches,
} from '../../evaluation/index.ts'
import type { FaceEngine } from '../../face/index.ts'
import { isoDate, must, systemClock } from '../../kernel/index.ts'
import type { Desk, Input } from '../command.ts'
import type { IdentificationRun, PersonSet } from './run-identification.ts'
import type { VerificationRun } from './run-verification.ts'

type Run = { readonly input: Input; readonly desk: Desk; readonly engine: FaceEngine }

/** Writes the report that --report names, if it names one; it shows persons, so nobody else on the machine may read it. */
export async function writeVerificationReport(
  rows: readonly VerificationRun[],
  { source, ...run }: Run & { readonly source: PictureSource },
): Promise<void> {
  await writeReport(run, async () => {
    const worst = worstPairs(must(rows[0], 'first row').figures)
    const thumbnails = await makeThumbnails(picturesOf(worst), source)
    return verificationReport({ rows, worst, thumbnails, facts: factsOf(run, ['images', 'pairs']) })
  })
}

/** As `writeVerificationReport`. */
export async function writeIdentificationReport(
  rows: readonly IdentificationRun[],
  { sets, ...run }: Run & { readonly sets: { readonly gallery: PersonSet; readonly probes: PersonSet } },
): Promise<void> {
  await writeReport(run, async () => {
    const worst = worstSearches(must(rows[0], 'first row').figures)
    const probes = await makeThumbnails(probePicturesOf(worst), sets.probes.source)
    const gallery = await makeThumbnails(galleryPicturesOf(worst), sets.gallery.source)
    const thumbnails = new Map([
      ...[...probes].map(([file, address]) => [probeKey(file), address] as const),
      ...[...gallery].map(([file, address]) => [galleryKey(file), address] as const),
    ])
    const facts = factsOf(run, ['images', 'gallery', 'probes', 'non-mated'])
    return identificationReport({ rows, worst, thumbnails, facts })
  })
}

async function writeReport({ input, desk }: Run, make: () => Promise<string>): Promise<void> {
  const path = input.text('report')
  if (path === undefined) return
  await writeFile(resolve(path), await make(), { mode: 0o600 })
  desk.terminal.print(
    `\nThe report is in ${path}. It shows persons: keep it where you keep their photographs.`,
  )
}

function factsOf({ input, desk, engine }: Run, options: readonly string[]): ReportFacts {
  const sources = options.flatMap((option) => {
    const value = input.text(option)
    if (value === undefined) return []
    return [[`--${option}`, value] as const]
  })
  return {
    modelName: engine.model.name,
    modelId: engine.model.id,
    version: desk.wiring.version,
    madeOn: isoDate(systemClock.now()),
    sources,
  }
}
