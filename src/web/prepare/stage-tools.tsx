import { KeyHint } from '../parts/key-hint.tsx'
import type { Look } from './stage.tsx'

type ToolsProps = {
  look: Look
  peek: { readonly on: boolean; readonly toggle: () => void }
  fitted: boolean
  words: string
  onCrop: () => void
}

/** Every way of looking as a button, for those who do not use the keys; and the crop to what is shown. */
export function StageTools({ look, peek, fitted, words, onCrop }: ToolsProps) {
  const tools = [
    { sign: '+', words: 'Zoom in', act: () => look.zoom(1.25) },
    { sign: '−', words: 'Zoom out', act: () => look.zoom(0.8) },
    { sign: 'Fit', words: 'Fit both pictures', act: look.fit },
    { sign: '⇠', words: 'Look further left', act: () => look.pan(-0.1, 0) },
    { sign: '⇡', words: 'Look further up', act: () => look.pan(0, -0.1) },
    { sign: '⇣', words: 'Look further down', act: () => look.pan(0, 0.1) },
    { sign: '⇢', words: 'Look further right', act: () => look.pan(0.1, 0) },
  ]
  return (
    <div className="cb-tools">
      <button type="button" className="cb-peek" aria-pressed={peek.on} onClick={peek.toggle}>
        Show original <KeyHint act="original" />
      </button>
      <fieldset className="cb-tool-group">
        <legend className="usa-sr-only">Zoom and move</legend>
        {tools.map((tool) => (
          <button
            key={tool.words}
            type="button"
            aria-label={tool.words}
            title={tool.words}
            onClick={tool.act}
          >
            {tool.sign}
          </button>
        ))}
      </fieldset>
      <fieldset className="cb-tool-group">
        <legend className="usa-sr-only">Crop</legend>
        <button
          type="button"
          aria-disabled={fitted}
          title={fitted ? 'Zoom to the face first' : 'Adds a crop step'}
          onClick={() => (fitted ? undefined : onCrop())}
        >
          Crop to what is shown
        </button>
      </fieldset>
      <p className="cb-looking">{words}</p>
    </div>
  )
}
