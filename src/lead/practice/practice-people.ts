import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { photosInFlight } from '../../face/index.ts'
import { enrolBooking } from '../../gallery/index.ts'
import { isRefused } from '../../kernel/index.ts'
import type { House } from '../house.ts'
import { syntheticBookings } from '../synthetic-test-people.ts'

/**
 * Enrols the synthetic people that come along with the program, and commits the gallery. The photographs that are bad on purpose are
 * refused and left out. Running it again goes on where it stopped.
 */
export async function enrolPracticePeople(
  house: House,
  of: { peopleDir: string; onProgress: (done: number, total: number) => void },
): Promise<void> {
  const { peopleDir, onProgress } = of
  const bookings = await syntheticBookings(peopleDir)
  const left = [...bookings]
  let done = 0
  const worker = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const photo = new Uint8Array(await readFile(join(peopleDir, next.file)))
      await enrolBooking(house, { draft: next.draft, photo }).catch((error) => {
        if (!isRefused(error)) throw error
      })
      onProgress(++done, bookings.length)
    }
  }
  await Promise.all(Array.from({ length: photosInFlight }, worker))
  await house.gallery.commit()
}
