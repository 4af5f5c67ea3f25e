import { must } from '../kernel/index.ts'
import type { Door } from './door.ts'
import { type ModelsAnswer, refuseFault } from './models-answer.ts'
import type { Terminal } from './terminal.ts'
import { watchModelWork } from './watch-model-work.ts'

export type Study = NonNullable<ModelsAnswer['strangers']['study']>

/** Has the house measure how high strangers score, shows how far it is, and gives the study. */
export async function measureStrangersThrough(
  door: Door,
  { terminal, strangers }: { terminal: Terminal; strangers: number | undefined },
): Promise<Study> {
  await door.call('POST', '/api/models/strangers', strangers === undefined ? {} : { strangers })
  const { work, study } = (
    await watchModelWork(door, {
      ...{ terminal, title: () => 'Measuring', unit: 'persons' },
      work: (now) => now.strangers.work,
      isOver: ({ strangers: { work, study } }) => work?.fault !== undefined || study !== undefined,
    })
  ).strangers
  refuseFault(work)
  return must(study, 'study of strangers')
}
