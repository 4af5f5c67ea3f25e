import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { renderAll } from '../../tools/synth/render-all.ts'
import type { PictureJob } from '../../tools/synth/take-picture.ts'
import { showProgress } from '../progress.ts'

// The pictures of the made-up work: synthetic people from seeds, half of them in the gallery. Drawn once, and kept where a folder is named.

const cast = fileURLToPath(new URL('../../tools/synth/people/people.json', import.meta.url))
/** Seeds apart from each other and from everything that is committed. */
const seeds = { stranger: 20_000, planted: 30_000, portrait: 31_000 } as const
/** Stills of the committed cast begin here, so that none of them is a committed one. */
const firstVariant = 10

export const plantedPersons = 10
/** Begin of the person ids of the planted; nobody of the committed cast has such a one. */
export const plantedPrefix = 'P-90000'
/** Of these the first are the unit's own people, the others public figures. */
export const portraits = { staff: 12, figures: 10 } as const

export type Kind = 'still' | 'planted-booking' | 'planted-still' | 'portrait' | 'portrait-still'

export type Pictures = { readonly read: (kind: Kind, number: number) => Promise<Uint8Array> }

const sitting = { yearsOlder: 0, occasion: 0 } as const
const fileOf = (kind: Kind, number: number): string => `${kind}-${number}.jpg`

/** Draws what is not there yet, with two processes. */
export async function openPictures(folder: string, stills: number): Promise<Pictures> {
  const { persons }: { persons: readonly { readonly seed: number }[] } = JSON.parse(
    await readFile(cast, 'utf8'),
  )
  const numbers = (count: number) => Array.from({ length: count }, (_, number) => number)
  const booking =
    (kind: Kind, first: number) =>
    (number: number): PictureJob => ({
      ...{ kind: 'booking', file: fileOf(kind, number), seed: first + number, ...sitting },
    })
  const still =
    (kind: Kind, first: number) =>
    (number: number): PictureJob => ({
      ...{ kind: 'probe', file: fileOf(kind, number), variant: 0, seed: first + number, ...sitting },
    })
  const ofWork = (number: number): PictureJob => {
    const known = number % 2 === 0 ? persons[(number / 2) % persons.length] : undefined
    if (!known) return still('still', seeds.stranger)(number)
    const variant = firstVariant + Math.floor(number / 2 / persons.length)
    return { kind: 'probe', file: fileOf('still', number), variant, seed: known.seed, ...sitting }
  }
  const people = numbers(portraits.staff + portraits.figures)
  const jobs = [
    ...numbers(stills).map(ofWork),
    ...numbers(plantedPersons).map(booking('planted-booking', seeds.planted)),
    ...numbers(plantedPersons).map(still('planted-still', seeds.planted)),
    ...people.map(booking('portrait', seeds.portrait)),
    ...people.map(still('portrait-still', seeds.portrait)),
  ].filter(({ file }) => !existsSync(join(folder, file)))
  const progress = showProgress({ title: 'Draw people', total: jobs.length, unit: 'pictures' })
  if (jobs.length > 0)
    await renderAll(jobs, { outDirectory: folder, workers: 2, onProgress: (done) => progress.at(done) })
  progress.end()
  return {
    read: async (kind, number) => new Uint8Array(await readFile(join(folder, fileOf(kind, number)))),
  }
}
