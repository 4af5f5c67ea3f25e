import type { KeyAct } from './key-act.ts'

export type { KeyAct } from './key-act.ts'

/** One shortcut: what it does, by which keys, in which place. */
export type KeyRow = {
  readonly act: KeyAct
  /** Names of presses as `pressName` gives them. */
  readonly presses: readonly string[]
  /** How the keys are written in the list of keys. */
  readonly shown: readonly string[]
  readonly words: string
  readonly place: KeyPlace
}

/** Where a shortcut counts; those of `pictures` count in the comparison and in the preparation of an image. */
export type KeyPlace = 'everywhere' | 'pictures' | 'comparison' | 'preparation'

/**
 * Every shortcut of the app; the list that `?` opens is made from it. Shortcuts move and look. None of them decides:
 * the one that concerns the conclusion opens a form, which has to be filled and then confirmed.
 */
export const keyTable: readonly KeyRow[] = [
  row('keys', ['?'], 'Show this list of keys', 'everywhere'),
  row('previous', ['ArrowLeft'], 'Previous candidate', 'comparison', ['←']),
  row('next', ['ArrowRight'], 'Next candidate', 'comparison', ['→']),
  row('zoomIn', ['+', '='], 'Zoom in', 'pictures', ['+']),
  row('zoomOut', ['-'], 'Zoom out', 'pictures', ['−']),
  row('fit', ['0'], 'Fit both pictures', 'pictures'),
  row('panLeft', ['Shift+ArrowLeft'], 'Look further left', 'pictures', ['Shift', '←']),
  row('panRight', ['Shift+ArrowRight'], 'Look further right', 'pictures', ['Shift', '→']),
  row('panUp', ['Shift+ArrowUp'], 'Look further up', 'pictures', ['Shift', '↑']),
  row('panDown', ['Shift+ArrowDown'], 'Look further down', 'pictures', ['Shift', '↓']),
  row('link', ['l'], 'Link or unlink the two views', 'comparison'),
  row('swap', ['b'], 'Show the candidate in the place of the probe, and back', 'comparison'),
  row('sideBySide', ['1'], 'Both pictures side by side', 'comparison'),
  row('swipe', ['2'], 'Probe left and candidate right of a divider', 'comparison'),
  row('overlay', ['3'], 'The candidate over the probe', 'comparison'),
  row('lessCandidate', [','], 'Less of the candidate in a swipe or overlay', 'comparison'),
  row('moreCandidate', ['.'], 'More of the candidate in a swipe or overlay', 'comparison'),
  row('darker', ['['], 'Darker (display only)', 'comparison'),
  row('brighter', [']'], 'Brighter (display only)', 'comparison'),
  row('lessContrast', ['{'], 'Less contrast (display only)', 'comparison'),
  row('moreContrast', ['}'], 'More contrast (display only)', 'comparison'),
  row('grey', ['y'], 'Grey instead of colour (display only)', 'comparison'),
  row('grid', ['g'], 'Grid in eye distances', 'comparison'),
  row('measure', ['m'], 'Measure between two points, as an aid only', 'comparison'),
  row(
    'point',
    ['p'],
    'Point in the middle of both views: of the measurement, or a pin on the feature that has the focus',
    'comparison',
  ),
  row('pins', ['i'], 'Show or hide the pins', 'comparison'),
  row(
    'original',
    ['o'],
    'The untouched original; when preparing, hold the key or press it again',
    'pictures',
  ),
  row('copy', ['w'], 'The working copy in the place of the probe; again, the next copy', 'comparison'),
  row('note', ['n'], 'Note on the feature that has the focus', 'comparison'),
  row('undo', ['u'], 'Undo the last change of the recipe', 'preparation'),
  row('redo', ['r'], 'Redo it', 'preparation'),
  row('addStep', ['a'], 'Go to the list of steps that can be added', 'preparation'),
  row('nextRecipe', ['j'], 'Next recipe', 'preparation'),
  row('previousRecipe', ['k'], 'Previous recipe', 'preparation'),
  row('conclude', ['c'], 'Open the conclusion form', 'comparison'),
]

/** A key press, as far as shortcuts look at it. */
export type Press = {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly repeat: boolean
  /** What has the focus: text takes every key, a choice (radio, select) takes the arrows. */
  readonly focus: 'text' | 'choice' | 'other'
}

const repeatable: ReadonlySet<KeyAct> = new Set([
  'zoomIn',
  'zoomOut',
  'panLeft',
  'panRight',
  'panUp',
  'panDown',
  'lessCandidate',
  'moreCandidate',
])

/** The shortcut that a press means in a place, or undefined: it belongs to the browser or to a field. */
export function shortcutFor(
  press: Press,
  place: KeyPlace,
  table: readonly KeyRow[] = keyTable,
): KeyAct | undefined {
  const name = pressName(press)
  if (name === undefined || press.focus === 'text') return undefined
  if (press.focus === 'choice' && name.startsWith('Arrow')) return undefined
  const found = table.find((row) => row.presses.includes(name) && counts(row.place, place))
  // A held key must not flash pictures or run through the candidates.
  if (found === undefined || (press.repeat && !repeatable.has(found.act))) return undefined
  return found.act
}

function counts(rowPlace: KeyPlace, place: KeyPlace): boolean {
  if (rowPlace === 'pictures') return place === 'comparison' || place === 'preparation'
  return rowPlace === place || rowPlace === 'everywhere'
}

/** The name of a press; undefined for one that stays with the browser. */
export function pressName(press: Omit<Press, 'focus' | 'repeat'>): string | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey) return undefined
  if (press.key.length === 1) return press.key.toLowerCase()
  return press.shiftKey ? `Shift+${press.key}` : press.key
}

function row(
  act: KeyAct,
  presses: readonly string[],
  ...[words, place, shown]: readonly [string, KeyPlace, (readonly string[])?]
): KeyRow {
  return { act, presses, words, place, shown: shown ?? presses.map((press) => press.toUpperCase()) }
}
