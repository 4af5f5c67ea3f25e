import { createHash, randomBytes } from 'node:crypto'
import { openTemplate } from '../src/gallery/template.ts'
import { templateRow } from '../src/gallery/template-row.ts'
import { asId, type BookingId, type ModelId, must, newId } from '../src/kernel/index.ts'
import { loadKey, openStorage, type Storage } from '../src/storage/index.ts'
import { normals } from './normals.ts'
import { progressOf } from './progress.ts'

const perBatch = 500

/**
 * Adds made-up persons to the house in a data folder that nothing else has open, until it holds this many bookings. Each has a template
 * between those of two persons who are there, with noise, so that the gallery is as crowded as theirs, and one of their photographs.
 */
export async function fillGallery(dataDir: string, bookings: number): Promise<void> {
  const key = await loadKey(dataDir)
  const storage = await openStorage({ dataDir, key })
  try {
    const { rows, vectors } = await enrolledBookings(storage)
    const random = normals(1)
    const progress = progressOf('Fill the gallery', bookings - rows.length, 'bookings')
    for (let at = rows.length; at < bookings; at += perBatch) {
      await addBatch(storage, {
        from: at,
        until: Math.min(bookings, at + perBatch),
        make: (row) => {
          const [like, with2] = [row % rows.length, (row * 31 + 7) % rows.length]
          const vector = between(must(vectors[like], 'template'), must(vectors[with2], 'template'), random)
          return { like: must(rows[like], 'booking'), vector }
        },
      })
      progress.at(at + perBatch - rows.length)
    }
    progress.end()
  } finally {
    await storage.close()
  }
}
