import { type Bench, byLetter } from '../../examination/index.ts'
import type { House } from '../house.ts'
import { answeredIn } from './planted-record.ts'

/** The letters of the faces that were planted in an examiner's list, once he has sealed; nothing where there were none. */
export async function plantedLetters(
  { storage }: Pick<House, 'storage'>,
  bench: Bench,
): Promise<{ plantedLetters?: readonly string[] }> {
  const letters = (await answeredIn(storage.db, bench)).map(({ letter }) => letter)
  if (letters.length === 0) return {}
  return { plantedLetters: letters.toSorted(byLetter) }
}
