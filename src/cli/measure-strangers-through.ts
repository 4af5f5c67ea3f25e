import { setTimeout as sleep } from 'node:timers/promises'
import type { Door } from './door.ts'
import { type ModelsAnswer, refuseFault } from './models-answer.ts'
import type { Terminal } from './terminal.ts'

const pollMs = 400

export type Study = NonNullable<ModelsAnswer['strangers']['study']>

/** Has the house measure how high strangers score, shows how far it is, and gives the study. */
export async function measureStrangersThrough(
  door: Door,
  { terminal, strangers }: { terminal: Terminal; strangers: number | undefined },
): Promise<Study> {
  let progress: ReturnType<Terminal['progress']> | undefined
  try {
    await door.call('POST', '/api/models/strangers', strangers === undefined ? {} : { strangers })
    for (;;) {
      const { work, study } = (await door.call<ModelsAnswer>('GET', '/api/models')).strangers
      if (work && work.total > 0)
        progress ??= terminal.progress({ title: 'Measuring', total: work.total, unit: 'persons' })
      progress?.at(work?.done ?? 0)
      if (!work?.running) {
        refuseFault(work)
        if (study) return study
      }
      await sleep(pollMs)
    }
  } finally {
    progress?.end()
  }
}
