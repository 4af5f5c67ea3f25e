import { fileURLToPath } from 'node:url'
import { openFaceEngine, testModelDir } from '../src/face/index.ts'
import { isRefused } from '../src/kernel/index.ts'
import { portraitVector } from '../src/lead/index.ts'
import { syntheticBookings } from '../src/lead/synthetic-test-people.ts'
import { firstBookings, probeOfPerson, readSynthetic } from '../test/synthetic-people.ts'

// At which similarity the wires for portraits alarm, rightly and wrongly: each still of the synthetic people against the booking picture of the
// same person, as if he were registered, and against those of everybody else. Run: node --import tsx tools/measure-portraits.ts

const limits = [0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.965, 0.97, 0.98, 0.99]
const folder = fileURLToPath(new URL('./synth/people/', import.meta.url))
const face = await openFaceEngine({ modelDir: await testModelDir() })

/** Nothing where the picture cannot be coded: such a portrait would have been refused. */
const vectorOf = (bytes: Uint8Array) =>
  portraitVector({ face }, bytes).catch((error) => (isRefused(error) ? undefined : Promise.reject(error)))
const dot = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)

try {
  const portraits = new Map<string, Float32Array>()
  for (const { file, draft } of await syntheticBookings(folder)) {
    if (portraits.has(draft.personId)) continue
    const vector = await vectorOf(await readSynthetic(file))
    if (vector) portraits.set(draft.personId, vector)
  }
  const searches: { own: number; others: number[] }[] = []
  for (const { draft } of await firstBookings(1_000)) {
    const own = portraits.get(draft.personId)
    const probe = await vectorOf(await probeOfPerson(draft.personId))
    if (!own || !probe) continue
    const others = [...portraits].filter(([personId]) => personId !== draft.personId)
    searches.push({ own: dot(probe, own), others: others.map(([, vector]) => dot(probe, vector)) })
  }
  const pairs = searches.flatMap(({ others }) => others)
  process.stdout.write(
    `${searches.length} stills, ${portraits.size} portraits, ${pairs.length} pairs of two persons; the highest of them: ${Math.max(...pairs).toFixed(3)}\n`,
  )
  process.stdout.write('limit  own portrait  searches with a false alarm  pairs of two persons\n')
  for (const limit of limits) {
    const rightly = searches.filter(({ own }) => own >= limit).length
    const wrongly = searches.filter(({ others }) => others.some((one) => one >= limit)).length
    const wrongPairs = pairs.filter((one) => one >= limit).length
    process.stdout.write(
      `${limit.toFixed(3)}   ${rightly} of ${searches.length}      ${wrongly} of ${searches.length}                     ${wrongPairs} of ${pairs.length}\n`,
    )
  }
} finally {
  await face.close()
}
