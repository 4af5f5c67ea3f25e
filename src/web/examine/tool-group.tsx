import type { KeyAct } from '../parts/key-table.ts'
import type { Looking } from './looking.ts'

/** One way of looking as a button. */
export type Tool = {
  readonly act: KeyAct
  readonly sign: string
  /** What it does, where the sign does not say it. */
  readonly words?: string
  /** Whether it is in use; without it the button does one thing each time. */
  readonly on?: (look: Looking) => boolean
}

type GroupProps = {
  label: string
  tools: readonly Tool[]
  look: Looking
  act: (which: KeyAct) => void
}

/** Buttons that belong together. */
export function ToolGroup({ label, tools, look, act }: GroupProps) {
  return (
    <fieldset className="cb-tool-group">
      <legend className="usa-sr-only">{label}</legend>
      {tools.map((tool) => (
        <button
          key={tool.act}
          type="button"
          aria-label={tool.words}
          title={tool.words}
          aria-pressed={tool.on?.(look)}
          onClick={() => act(tool.act)}
        >
          {tool.sign}
        </button>
      ))}
    </fieldset>
  )
}
