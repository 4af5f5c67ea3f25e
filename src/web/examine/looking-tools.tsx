import type { KeyAct } from '../parts/key-table.ts'
import type { Looking } from './looking.ts'

/** `alone` is one picture with nothing beside it. */
type ToolsProps = { look: Looking; act: (which: KeyAct) => void; alone?: boolean }

type Tool = { readonly act: KeyAct; readonly sign: string; readonly words: string }

const moves: readonly Tool[] = [
  { act: 'zoomIn', sign: '+', words: 'Zoom in' },
  { act: 'zoomOut', sign: '−', words: 'Zoom out' },
  { act: 'fit', sign: 'Fit', words: 'Fit both faces' },
  { act: 'panLeft', sign: '⇠', words: 'Look further left' },
  { act: 'panUp', sign: '⇡', words: 'Look further up' },
  { act: 'panDown', sign: '⇣', words: 'Look further down' },
  { act: 'panRight', sign: '⇢', words: 'Look further right' },
]

const lights: readonly Tool[] = [
  { act: 'darker', sign: 'Darker', words: 'Darker, display only' },
  { act: 'brighter', sign: 'Brighter', words: 'Brighter, display only' },
  { act: 'original', sign: 'As it is', words: 'As it is: the original in its own brightness' },
]

/** Every way of looking as a button, for those who do not use the keys. */
export function LookingTools({ look, act, alone = false }: ToolsProps) {
  return (
    <div className="cb-tools">
      <Tools label="Zoom and move" tools={moves} act={act} />
      {alone ? null : (
        <fieldset className="cb-tool-group">
          <legend className="usa-sr-only">Views</legend>
          <button type="button" aria-pressed={look.linked} onClick={() => act('link')}>
            Linked
          </button>
          <button type="button" aria-pressed={look.swapped} onClick={() => act('swap')}>
            Swap
          </button>
        </fieldset>
      )}
      <Tools label="Brightness" tools={lights} act={act} />
      <p className="cb-looking" aria-live="polite">
        {lookingWords(look)}
      </p>
    </div>
  )
}

function Tools({
  label,
  tools,
  act,
}: {
  label: string
  tools: readonly Tool[]
  act: (which: KeyAct) => void
}) {
  return (
    <fieldset className="cb-tool-group">
      <legend className="usa-sr-only">{label}</legend>
      {tools.map((tool) => (
        <button
          key={tool.act}
          type="button"
          aria-label={tool.words}
          title={tool.words}
          onClick={() => act(tool.act)}
        >
          {tool.sign}
        </button>
      ))}
    </fieldset>
  )
}

function lookingWords({ views, linked, brightness }: Looking): string {
  const span = `${views.candidate.span.toFixed(1)} eye distances across`
  const light =
    brightness === 0 ? '' : `, brightness ${brightness > 0 ? '+' : '−'}${Math.abs(brightness)} (display only)`
  return `${span}${linked ? '' : ', unlinked'}${light}`
}
