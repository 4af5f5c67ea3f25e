import { type ChildProcess, fork } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PictureJob } from './take-picture.ts'

type Answer = { readonly file: string; readonly jpegBase64: string }

export type RenderOptions = {
  readonly outDirectory: string
  readonly workers: number
  readonly onProgress: (done: number, of: number) => void
}

/** Takes all pictures in several processes; resolves when every file is written. */
export const renderAll = async (
  jobs: readonly PictureJob[],
  { outDirectory, workers, onProgress }: RenderOptions,
): Promise<void> => {
  for (const folder of new Set(jobs.map((job) => dirname(join(outDirectory, job.file))))) {
    await mkdir(folder, { recursive: true })
  }
  const waiting = [...jobs]
  let done = 0
  const work = async (worker: ChildProcess): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      const { file, jpegBase64 } = await ask(worker, job)
      await writeFile(join(outDirectory, file), Buffer.from(jpegBase64, 'base64'))
      done++
      onProgress(done, jobs.length)
    }
  }
  const children = Array.from({ length: workers }, startWorker)
  try {
    await Promise.all(children.map(work))
  } finally {
    for (const child of children) child.kill()
  }
}

// Processes rather than threads: a thread does not get the TypeScript loader on every version of node.
const startWorker = (): ChildProcess =>
  fork(join(import.meta.dirname, 'render-worker.ts'), {
    cwd: import.meta.dirname,
    execArgv: ['--import', 'tsx'],
  })

const ask = (worker: ChildProcess, job: PictureJob): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => {
      reject(new Error(`the worker ended with code ${code} while taking ${job.file}`))
    }
    worker.once('exit', onExit)
    worker.once('message', (answer) => {
      worker.off('exit', onExit)
      resolve(answer as Answer)
    })
    worker.send(job)
  })
