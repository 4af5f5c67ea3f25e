import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stop } from './options.ts'

const syntheticPeople = fileURLToPath(new URL('../tools/synth/people/bookings', import.meta.url))

/** Paths of at most so many photos of a folder and what lies below it, spread evenly over their names. */
export function listPhotos(folder: string | undefined, most: number): readonly string[] {
  const root = resolve(folder ?? syntheticPeople)
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(jpe?g|png|webp)$/i.test(name))
    .sort()
  if (names.length === 0) stop(`${root} holds no JPEG, PNG or WebP photos`)
  const count = Math.min(most, names.length)
  return Array.from({ length: count }, (_, at) =>
    join(root, names[Math.floor((at * names.length) / count)] ?? ''),
  )
}
