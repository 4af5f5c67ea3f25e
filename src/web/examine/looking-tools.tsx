import type { KeyAct } from '../parts/key-table.ts'
import { gridStep } from './face-frame.ts'
import { lightWords } from './light.ts'
import type { Looking } from './looking.ts'
import { type Tool, ToolGroup } from './tool-group.tsx'

type ToolsProps = {
  look: Looking
  act: (which: KeyAct) => void
  /** One picture with nothing beside it. */
  alone?: boolean
  /** Sets how much of the candidate a swipe or an overlay shows; there where two pictures are. */
  onShare?: (share: number) => void
  /** Points can be set here: measurements and pins. */
  points?: boolean
}

const moves: readonly Tool[] = [
  { act: 'zoomIn', sign: '+', words: 'Zoom in' },
  { act: 'zoomOut', sign: '−', words: 'Zoom out' },
  { act: 'fit', sign: 'Fit', words: 'Fit both faces' },
  { act: 'panLeft', sign: '⇠', words: 'Look further left' },
  { act: 'panUp', sign: '⇡', words: 'Look further up' },
  { act: 'panDown', sign: '⇣', words: 'Look further down' },
  { act: 'panRight', sign: '⇢', words: 'Look further right' },
]

const ways: readonly Tool[] = [
  { act: 'sideBySide', sign: 'Side by side', on: ({ way, swapped }) => way === 'side' && !swapped },
  { act: 'swipe', sign: 'Swipe', on: ({ way }) => way === 'swipe' },
  { act: 'overlay', sign: 'Overlay', on: ({ way }) => way === 'overlay' },
  { act: 'swap', sign: 'Swap', on: ({ swapped }) => swapped },
]

const grid: Tool = { act: 'grid', sign: 'Grid', on: (look) => look.grid }
const linked: Tool = { act: 'link', sign: 'Linked', on: (look) => look.linked }
const points: readonly Tool[] = [
  { act: 'measure', sign: 'Measure', on: ({ measuring }) => measuring },
  { act: 'pins', sign: 'Pins', words: 'Show the pins', on: (look) => look.pins },
]

const lights: readonly Tool[] = [
  { act: 'darker', sign: 'Darker', words: 'Darker, display only' },
  { act: 'brighter', sign: 'Brighter', words: 'Brighter, display only' },
  { act: 'lessContrast', sign: 'Contrast −', words: 'Contrast −, less of it, display only' },
  { act: 'moreContrast', sign: 'Contrast +', words: 'Contrast +, more of it, display only' },
  { act: 'grey', sign: 'Grey', words: 'Grey, display only', on: ({ light }) => light.grey },
  {
    act: 'original',
    sign: 'As it is',
    words: 'As it is: the original in its own light, with nothing over it',
  },
]

/** Every way of looking as a button, for those who do not use the keys. */
export function LookingTools(props: ToolsProps) {
  const { look, act, alone = false, onShare } = props
  return (
    <div className="cb-tools">
      <ToolGroup label="Zoom and move" tools={moves} {...{ look, act }} />
      {alone ? null : <ToolGroup label="How the pictures lie" tools={ways} {...{ look, act }} />}
      {look.way === 'side' || onShare === undefined ? null : (
        <label className="cb-share">
          <span>Candidate {look.share} %</span>
          <input
            type="range"
            min={0}
            max={100}
            step={5}
            value={look.share}
            aria-label="How much of the candidate is shown, in percent"
            onChange={(event) => onShare(Number(event.target.value))}
          />
        </label>
      )}
      <ToolGroup
        label="Views and aids"
        tools={[...(alone ? [] : [linked]), grid, ...(props.points ? points : [])]}
        {...{ look, act }}
      />
      <ToolGroup label="Light" tools={lights} {...{ look, act }} />
      <p className="cb-looking" aria-live="polite">
        {lookingWords(look)}
      </p>
    </div>
  )
}

function lookingWords(look: Looking): string {
  const { views, linked: together, light } = look
  const view = views.candidate
  const parts = [
    `${view.span.toFixed(1)} eye distances across`,
    together ? '' : 'unlinked',
    look.grid ? `a square is ${gridStep(view)} eye distance${gridStep(view) === 1 ? '' : 's'}` : '',
    lightWords(light),
  ]
  return parts.filter((part) => part !== '').join(', ')
}
