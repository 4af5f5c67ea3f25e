import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asId, type BookingId, type ModelId, must } from '../src/kernel/index.ts'
import { openMatcher, type StoredMatcher } from '../src/matcher/index.ts'
import { rowsPerBlock, TemplateMaker, type TemplatePlan } from './make-templates.ts'
import { personName } from './person-name.ts'
import { showProgress } from './progress.ts'
import { rowFacts } from './row-facts.ts'

export const galleryRoot = 'be'.repeat(32)
/** Blocks between two flushes: enough to write in long runs, few enough to keep what waits small. */
const blocksPerFlush = 32

export type GalleryWish = {
  readonly plan: TemplatePlan
  /** Where galleries lie; each plan has a folder of its own in it. */
  readonly folder: string
  readonly threads: number
}

export type Gallery = {
  readonly matcher: StoredMatcher
  readonly plan: TemplatePlan
  readonly loadSeconds: number
  /** What was read for it. */
  readonly fileBytes: number
  /** Undefined when the rows were there from an earlier run. */
  readonly insertSeconds: number | undefined
}

/** Opens the gallery of a plan from its files, which it writes first when they are not there. */
export async function standGallery(wish: GalleryWish): Promise<Gallery> {
  const { rows, dimension, seed } = wish.plan
  const folder = join(wish.folder, `gallery-${rows}x${dimension}-${seed}`)
  const complete = join(folder, 'complete')
  const store = join(folder, 'store')
  let insertSeconds: number | undefined
  if (!existsSync(complete)) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(store, { recursive: true })
    insertSeconds = await writeGallery(wish, store)
    writeFileSync(complete, '')
  }
  const startedAt = performance.now()
  const matcher = await open(wish, store)
  await untilAllAnswer(matcher, wish.plan)
  const loadSeconds = (performance.now() - startedAt) / 1000
  return { matcher, plan: wish.plan, insertSeconds, loadSeconds, fileBytes: bytesOf(store) }
}

const bytesOf = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

const open = ({ plan, threads }: GalleryWish, folder: string): Promise<StoredMatcher> =>
  openMatcher({
    folder,
    key: new Uint8Array(32).fill(plan.seed),
    modelId: asId<ModelId>('bench'),
    dimension: plan.dimension,
    threads,
  })

async function writeGallery(wish: GalleryWish, folder: string): Promise<number> {
  const maker = new TemplateMaker(wish.plan)
  const matcher = await open(wish, folder)
  const progress = showProgress({ title: 'Insert templates', total: wish.plan.rows, unit: 'rows' })
  const startedAt = performance.now()
  const vectors = new Float32Array(rowsPerBlock * wish.plan.dimension)
  for (let index = 0; index < maker.blocks; index++) {
    insertBlock(matcher, { maker, index, vectors })
    if (index % blocksPerFlush === blocksPerFlush - 1) await matcher.flush()
    progress.at(index * rowsPerBlock)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await matcher.close()
  progress.end()
  return (performance.now() - startedAt) / 1000
}

type BlockToInsert = {
  readonly maker: TemplateMaker
  readonly index: number
  readonly vectors: Float32Array
}

function insertBlock(matcher: StoredMatcher, { maker, index, vectors }: BlockToInsert): void {
  const { dimension } = maker.plan
  const block = maker.block(index, vectors)
  for (let row = 0; row < block.rows; row++)
    matcher.insert({
      personId: personName(must(block.persons[row], 'person of a row')),
      bookingId: asId<BookingId>(`b${block.first + row}`),
      ...rowFacts(block.first + row),
      vector: vectors.subarray(row * dimension, (row + 1) * dimension),
    })
}

/** A matcher may answer before all segments are there; loading is done when a search sees every row. */
async function untilAllAnswer(matcher: StoredMatcher, plan: TemplatePlan): Promise<void> {
  const probe = must(new TemplateMaker(plan).probes(1)[0], 'probe').vector
  for (;;) {
    const { certificate } = await matcher.search(probe, { k: 1, galleryRoot })
    if (certificate.rowsInGallery === plan.rows) return
    if (certificate.rowsInGallery > plan.rows) throw new Error('the gallery has more rows than were made')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
