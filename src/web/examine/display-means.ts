import type { SealExamination } from '../parts/api.ts'
import type { Looking } from './looking.ts'

/** A means of looking that shows more or less than the two pictures as they are; which were used is sealed. */
export type DisplayMeans = NonNullable<SealExamination['display']>[number]

/** In the order in which they are told, with their words. */
export const displayMeans: readonly { readonly code: DisplayMeans; readonly words: string }[] = [
  { code: 'brightness', words: 'brightness' },
  { code: 'contrast', words: 'contrast' },
  { code: 'grey', words: 'grey view' },
  { code: 'swap', words: 'swap' },
  { code: 'swipe', words: 'swipe' },
  { code: 'overlay', words: 'overlay' },
  { code: 'grid', words: 'grid' },
  { code: 'measurement', words: 'measurement' },
]

/** The means that are in use now. */
export function meansInUse({ light, way, swapped, grid, measuring }: Looking): readonly DisplayMeans[] {
  const used: Readonly<Record<DisplayMeans, boolean>> = {
    brightness: light.brightness !== 0,
    contrast: light.contrast !== 0,
    grey: light.grey,
    swap: swapped,
    swipe: way === 'swipe',
    overlay: way === 'overlay',
    grid,
    measurement: measuring,
  }
  return displayMeans.flatMap(({ code }) => (used[code] ? [code] : []))
}

/** Means as a sentence. */
export function meansWords(used: readonly DisplayMeans[]): string {
  const words = displayMeans.flatMap((means) => (used.includes(means.code) ? [means.words] : []))
  return words.length === 0 ? 'none' : words.join(', ')
}
