import { setTimeout as sleep } from 'node:timers/promises'
import type { BackgroundWork } from '../lead/index.ts'
import type { Door } from './door.ts'
import type { ModelsAnswer } from './models-answer.ts'
import type { Terminal } from './terminal.ts'

const pollMs = 400

type Watched = {
  readonly terminal: Terminal
  readonly unit: string
  readonly title: (now: ModelsAnswer) => string
  /** The work that is watched, where the house has it. */
  readonly work: (now: ModelsAnswer) => BackgroundWork | undefined
  /** Whether what was waited for is there, once the work does not run. */
  readonly isOver: (now: ModelsAnswer) => boolean
}

/** Asks again and again how far work on models in the background is, shows it, and gives the answer at its end. */
export async function watchModelWork(door: Door, watched: Watched): Promise<ModelsAnswer> {
  const { terminal, unit, title, work, isOver } = watched
  let progress: ReturnType<Terminal['progress']> | undefined
  try {
    for (;;) {
      const now = await door.call<ModelsAnswer>('GET', '/api/models')
      const { running, done, total } = work(now) ?? { running: false, done: 0, total: 0 }
      if (total > 0) progress ??= terminal.progress({ title: title(now), total, unit })
      progress?.at(done)
      if (!running && isOver(now)) return now
      await sleep(pollMs)
    }
  } finally {
    progress?.end()
  }
}
