import { basename } from 'node:path'
import type { Damage } from '../matcher/index.ts'
import type { InStep } from './bring-into-step.ts'

const damageWords: Readonly<Record<Damage['what'], string>> = {
  header: 'lost its header and was removed',
  truncated: 'was cut short',
  block: 'had blocks that could not be read',
}

/** What was wrong with the template files, and that nothing was lost by it. A crash between two writes is no fault. */
export function repairNotices(
  damage: readonly Damage[],
  { present, newest }: { present: InStep; newest: { readonly bookings: number } },
): readonly string[] {
  const files = damage.map(({ file, what, blocks }) => {
    const count = blocks > 0 ? ` (${Math.ceil(blocks)} of them)` : ''
    return `The template file ${basename(file)} ${damageWords[what]}${what === 'block' ? count : ''}.`
  })
  const rebuilt = Math.min(present.inserted, newest.bookings)
  if (damage.length === 0 && present.expunged === 0) return []
  return [
    ...files,
    ...(rebuilt > 0 ? [`${rebuilt} templates were put back from the database; none is missing.`] : []),
    ...(present.expunged > 0
      ? [
          `${present.expunged} bookings that are no longer in the database were erased from the template files.`,
        ]
      : []),
  ]
}
