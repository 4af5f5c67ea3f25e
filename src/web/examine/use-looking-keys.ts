import type { KeyAct } from '../parts/key-table.ts'
import { useKeys } from '../parts/use-keys.ts'

const lookingActs = [
  'next',
  'previous',
  'zoomIn',
  'zoomOut',
  'fit',
  'panLeft',
  'panRight',
  'panUp',
  'panDown',
  'link',
  'swap',
  'darker',
  'brighter',
  'lessContrast',
  'moreContrast',
  'grey',
  'sideBySide',
  'swipe',
  'overlay',
  'lessCandidate',
  'moreCandidate',
  'grid',
  'original',
] as const satisfies readonly KeyAct[]

/** The shortcuts of looking, in an examination and in an exercise alike; `more` are those of one page alone. */
export function useLookingKeys(
  act: (which: KeyAct) => void,
  more: Partial<Record<KeyAct, () => void>> = {},
): void {
  const looking = Object.fromEntries(lookingActs.map((which) => [which, () => act(which)]))
  useKeys('comparison', { ...looking, ...more })
}
