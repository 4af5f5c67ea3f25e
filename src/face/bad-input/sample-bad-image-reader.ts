import { createHash } from 'node:crypto'
import { isRefused } from '../../kernel/index.ts'
import { seededRandom } from '../../kernel/sample-random.ts'
import { readPhoto } from '../read-photo.ts'
import { flipped, truncated } from './sample-damage.ts'
import { exifBombs } from './sample-exif-bombs.ts'
import { goodImages, type NamedBytes } from './sample-good-images.ts'
import { bombs, type Hostile, hugeDeclarations, moving, polyglots } from './sample-hostile-images.ts'

// For tests only: a process of its own that reads the whole corpus and says what became of it. Arguments: the seed, and
// how many places each good file is cut and changed at.

export type CorpusReport = {
  readonly read: number
  readonly photos: number
  readonly refusals: Readonly<Record<string, number>>
  /** Neither a photo nor a refusal, or another one than the file deserves, or no good photo after it. */
  readonly wrong: readonly string[]
  readonly slowest: { readonly what: string; readonly ms: number }
  readonly growthMb: number
}

const [seed = 1, places = 6] = process.argv.slice(2).map(Number)

async function outcomeOf(bytes: Buffer): Promise<string> {
  try {
    const photo = await readPhoto(bytes)
    if (photo.rgb.length !== photo.widthPx * photo.heightPx * 3) return 'a photo with too few pixels'
    return `photo ${createHash('sha256').update(photo.rgb).digest('hex')}`
  } catch (error) {
    return isRefused(error) ? error.code : `thrown: ${String(error)}`
  }
}

const goods = await goodImages()
const goodOutcomes = new Map<string, string>()
for (const { what, bytes } of goods) goodOutcomes.set(what, await outcomeOf(bytes))

function isWrong(outcome: string, expected: string): boolean {
  if (expected.startsWith('same ')) return outcome !== goodOutcomes.get(expected.slice(5))
  const isPhoto = /^photo [0-9a-f]{64}$/.test(outcome)
  const isRefusal = /^IMAGE_[A-Z_]+$/.test(outcome)
  if (expected === 'any') return !isPhoto && !isRefusal
  if (expected === 'photo') return !isPhoto
  return expected === 'refused' ? !isRefusal : outcome !== expected
}

async function corpus(): Promise<readonly Hostile[]> {
  const random = seededRandom(seed)
  // Each of these starts a thread; fewer of them keep the run short.
  const placesOf = ({ what }: NamedBytes) => (/2000|jp2/.test(what) ? Math.ceil(places / 3) : places)
  const damaged = goods.flatMap((good) => {
    const how = { places: placesOf(good), random }
    return [...truncated(good, how), ...flipped(good, how)]
  })
  return [
    ...damaged.map((each) => ({ ...each, expected: 'any' })),
    ...bombs(),
    ...(await hugeDeclarations(goods)),
    ...(await polyglots(goods)),
    ...(await moving()),
    ...exifBombs(goods),
  ]
}

const wrong = [...goodOutcomes].flatMap(([what, outcome]) =>
  isWrong(outcome, 'photo') ? [`${what}: ${outcome}`] : [],
)
const refusals: Record<string, number> = {}
let photos = 0
let slowest = { what: '', ms: 0 }
// What the corpus itself holds counts as growth too, so this is more than reading it takes.
const beforeBytes = process.memoryUsage.rss()
const files = await corpus()
let peakBytes = 0
const watch = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
}, 10)
for (const [at, { what, bytes, expected }] of files.entries()) {
  const start = performance.now()
  const outcome = await outcomeOf(bytes)
  const ms = performance.now() - start
  if (ms > slowest.ms) slowest = { what, ms }
  if (outcome.startsWith('photo')) photos++
  else refusals[outcome] = (refusals[outcome] ?? 0) + 1
  if (isWrong(outcome, expected)) wrong.push(`${what}: ${outcome} instead of ${expected}`)
  const next = goods[at % goods.length]
  if (next === undefined || /2000|jp2/.test(next.what)) continue
  const after = await outcomeOf(next.bytes)
  if (after !== goodOutcomes.get(next.what)) wrong.push(`${next.what} after ${what}: ${after}`)
}
clearInterval(watch)
const growthMb = Math.round((peakBytes - beforeBytes) / 2 ** 20)
const report: CorpusReport = { read: files.length, photos, refusals, wrong, slowest, growthMb }
console.log(JSON.stringify(report))
