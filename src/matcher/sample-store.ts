import { createCrew } from './crew.ts'
import { matcherOver } from './open-matcher.ts'
import { scratchFolder, scratchKey } from './open-scratch-matcher.ts'
import { randomVector, sampleModel, sampleRow, seededRandom } from './sample-rows.ts'
import { type StoreOptions, TemplateStore } from './template-store.ts'

/** For tests only: a matcher whose store the test can see into, and break; scanned by the main thread. */
export async function openSampleStore(
  dimension: number,
  { rows, ...more }: { rows: number } & Partial<StoreOptions>,
) {
  const crew = createCrew({
    threads: 0,
    ownWorkBytes: 0,
    onAlone: (error) => {
      throw error
    },
  })
  const options = { folder: scratchFolder(), key: scratchKey, modelId: sampleModel, dimension }
  const store = new TemplateStore({ ...options, ...more, crew })
  const matcher = await matcherOver(store, options)
  await matcher.ready
  const random = seededRandom(3)
  for (let index = 0; index < rows; index++)
    matcher.insert(
      sampleRow({ vector: randomVector(random, dimension) }, { person: `p${index}`, booking: `b${index}` }),
    )
  return { ...options, store, matcher, query: randomVector(random, dimension) }
}
