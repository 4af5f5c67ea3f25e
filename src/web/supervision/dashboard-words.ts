import type { Dashboard } from '../parts/api.ts'

type Search = Dashboard['searches'][number]

/** Where a search stands, short enough for the foot of a bar. */
export const standWords: Readonly<Record<Search['stand'], string>> = {
  failed: 'no list',
  open: 'not examined',
  second: 'one sealed',
  conflict: 'both sealed',
  withdrawn: 'withdrawn',
  lead: 'lead',
  'no-lead': 'no lead',
  inconclusive: 'inconclusive',
}

/** Hours in the unit in which people think of them. */
export function hoursWords(hours: number): string {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`
  return hours < 48 ? `${Math.round(hours * 10) / 10} h` : `${Math.round(hours / 2.4) / 10} days`
}

/** Which searches a chosen figure counts: `all`, `concluded`, `waiting`, `disagreed`, `overdue`, `week 2026-W47`, `stand lead`. */
export function sliceOf(slice: string): (search: Search) => boolean {
  const [kind, value] = slice.split(' ')
  if (kind === 'week') return ({ week }) => week === value
  if (kind === 'stand') return ({ stand }) => stand === value
  if (kind === 'concluded') return ({ hours }) => hours !== undefined
  if (kind === 'waiting') return ({ stand }) => ['open', 'second', 'conflict'].includes(stand)
  if (kind === 'disagreed') return ({ disagreed }) => disagreed
  return kind === 'overdue' ? ({ outcomeOverdue }) => outcomeOverdue : () => true
}

/** The same in words. */
export function sliceWords(slice: string): string {
  const [kind, value = ''] = slice.split(' ')
  if (kind === 'week') return `of week ${value}`
  if (kind === 'stand') return `that stand at: ${standWords[value as Search['stand']]}`
  if (kind === 'concluded') return 'that are concluded'
  if (kind === 'waiting') return 'that are not examined to the end'
  if (kind === 'disagreed') return 'about which two examiners did not say the same'
  return kind === 'overdue' ? 'whose outcome is overdue' : 'of the period'
}
