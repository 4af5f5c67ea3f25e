import { performance } from 'node:perf_hooks'
import { asId, type BookingId, type ModelId, must, type PersonId } from '../../src/kernel/index.ts'
import { createMatcher, createScalarMatcher, type Matcher } from '../../src/matcher/index.ts'

// Times the integer engine against the float32 oracle on one made-up gallery, and against a bare float32 loop, which
// is what the oracle would cost without its maps and its sort. Run: node --import tsx tools/bench/matcher.ts [rows] [dimension]
const rows = Number(process.argv[2] ?? 100_000)
const dimension = Number(process.argv[3] ?? 128)
const repetitions = 9
const modelId = asId<ModelId>('bench')

function randomUnit(): Float32Array {
  const vector = Float32Array.from(
    { length: dimension },
    () => Math.random() + Math.random() + Math.random() - 1.5,
  )
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return vector.map((value) => value / length)
}

function median(values: readonly number[]): number {
  return must([...values].sort((a, b) => a - b)[values.length >> 1], 'median')
}

async function medianMs(act: () => Promise<unknown> | unknown): Promise<number> {
  await act()
  const times: number[] = []
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const from = performance.now()
    await act()
    times.push(performance.now() - from)
  }
  return median(times)
}

const vectors = Array.from({ length: rows }, randomUnit)
const query = randomUnit()
const options = { k: 20, galleryRoot: '0'.repeat(64) }

function filled(matcher: Matcher): Matcher {
  for (const [index, vector] of vectors.entries())
    matcher.insert({
      personId: asId<PersonId>(`p${index >> 1}`),
      bookingId: asId<BookingId>(`b${index}`),
      agency: 'bench',
      sex: 'F',
      bookedOn: '2020-01-01',
      ageAtBooking: 30,
      vector,
    })
  return matcher
}

function bareLoop(): number {
  let best = -1
  for (const vector of vectors) {
    let sum = 0
    for (let index = 0; index < dimension; index++) sum += (query[index] ?? 0) * (vector[index] ?? 0)
    if (sum > best) best = sum
  }
  return best
}

const insertFrom = performance.now()
const engine = filled(createMatcher({ modelId, dimension }))
const insertMs = performance.now() - insertFrom
const oracle = filled(createScalarMatcher({ modelId, dimension }))
const found = await engine.search(query, options)
const truth = await oracle.search(query, options)
const same = JSON.stringify(found.rows) === JSON.stringify(truth.rows)

const engineMs = await medianMs(() => engine.search(query, options))
const oracleMs = await medianMs(() => oracle.search(query, options))
const bareMs = await medianMs(bareLoop)
console.log(`${rows} x ${dimension}, k ${options.k}, medians of ${repetitions}`)
console.log(`  insert            ${((insertMs * 1000) / rows).toFixed(1)} us a row`)
console.log(
  `  ${engine.engine}      ${engineMs.toFixed(1)} ms, ${found.certificate.rowsRescored} rows re-scored`,
)
console.log(`  ${oracle.engine}    ${oracleMs.toFixed(1)} ms (ratio ${(oracleMs / engineMs).toFixed(2)})`)
console.log(`  bare float32 loop ${bareMs.toFixed(1)} ms (ratio ${(bareMs / engineMs).toFixed(2)})`)
console.log(`  same list: ${same}`)
if (!same) process.exitCode = 1
