import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { ensureDefaultModel, type FaceEngine, openFaceEngine } from '../src/face/index.ts'
import { isRefused } from '../src/kernel/index.ts'

/** The whole job on photos: decode, find, landmarks, align, embed. Gives how many photos gave a template. */
export type OurFaces = {
  readonly model: string
  readonly one: (path: string) => Promise<Timed>
  readonly bulk: (paths: readonly string[]) => Promise<Timed>
  readonly close: () => Promise<void>
}

export type Timed = { readonly ms: number; readonly templates: number }

const modelDir = fileURLToPath(new URL('../node_modules/.cache/casebound-bench-model', import.meta.url))

/** Opens our engine once: it works on as many photos at once as it has threads. */
export async function openOurFaces(threads: number): Promise<OurFaces> {
  await ensureDefaultModel(modelDir)
  const engine = await openFaceEngine({ modelDir, threads })
  return {
    model: engine.model.name,
    one: async (path) => {
      const bytes = await readFile(path)
      const startedAt = performance.now()
      const templates = await embedOne(engine, bytes)
      return { ms: performance.now() - startedAt, templates }
    },
    bulk: async (paths) => {
      const startedAt = performance.now()
      const left = [...paths]
      let templates = 0
      const worker = async () => {
        for (let path = left.pop(); path !== undefined; path = left.pop()) {
          const made = await embedOne(engine, await readFile(path))
          templates += made
        }
      }
      // One more than there are threads: it is decoded while the others are embedded.
      await Promise.all(Array.from({ length: threads + 1 }, worker))
      return { ms: performance.now() - startedAt, templates }
    },
    close: engine.close,
  }
}

async function embedOne(engine: FaceEngine, bytes: Uint8Array): Promise<number> {
  try {
    const photo = await engine.readPhoto(bytes)
    const [face] = await engine.findFaces(photo)
    return face === undefined ? 0 : (await engine.embed(photo, [face])).length
  } catch (error) {
    if (isRefused(error)) return 0
    throw error
  }
}
