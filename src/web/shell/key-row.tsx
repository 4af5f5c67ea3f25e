import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type KeyRow, pressName } from '../parts/key-table.ts'
import { giveKey, type OwnKeys, resetKey, shownPress, takenBy, whyNotKey } from '../parts/own-keys.ts'

type RowProps = {
  row: KeyRow
  own: OwnKeys
  /** The next press is given to this act. */
  changing: boolean
  onChanging: (on: boolean) => void
  onOwn: (own: OwnKeys) => void
}

/** One act with its key, the way to give it another, and the way back. */
export function KeyRowLine(props: RowProps) {
  const { row, own, changing, onChanging, onOwn } = props
  const back = own[row.act] === undefined ? undefined : resetKey(own, row.act)
  const change = useRef<HTMLButtonElement>(null)
  const was = useRef(changing)
  // The focus comes back to where the change began.
  useEffect(() => {
    if (was.current && !changing) change.current?.focus()
    was.current = changing
  }, [changing])
  return (
    <li>
      <span className="cb-key-shown">
        {row.shown.length === 0 ? <em>no key</em> : row.shown.map((key) => <kbd key={key}>{key}</kbd>)}
      </span>
      <span className="cb-key-words">{row.words}</span>
      {changing ? null : (
        <span className="cb-key-acts">
          <button type="button" ref={change} onClick={() => onChanging(true)}>
            Change<span className="usa-sr-only"> the key for: {row.words}</span>
          </button>
          {back === undefined ? null : (
            <button type="button" onClick={() => onOwn(back)}>
              Reset<span className="usa-sr-only"> the key for: {row.words}</span>
            </button>
          )}
        </span>
      )}
      {changing ? <NewKey {...props} /> : null}
    </li>
  )
}

/** Waits for a press. A key that another act has is named before it is taken. */
function NewKey({ row, own, onChanging, onOwn }: RowProps) {
  const [fault, setFault] = useState<string>()
  const [taken, setTaken] = useState<{ press: string; by: KeyRow }>()
  const take = (press: string) => {
    onOwn(giveKey(own, row.act, press))
    onChanging(false)
  }
  const pressed = (event: KeyboardEvent) => {
    if (['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return onChanging(false)
    const press = pressName(event)
    const why = whyNotKey(press)
    if (press === undefined || why !== undefined) return setFault(why)
    const by = takenBy(own, row.act, press)
    if (by === undefined) return take(press)
    setFault(undefined)
    setTaken({ press, by })
  }
  const field = useFocused()
  if (taken !== undefined) {
    return (
      <span className="cb-key-new">
        <span role="alert">
          {shownPress(taken.press).map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}{' '}
          is the key for: {taken.by.words}.
        </span>
        <button type="button" ref={field} onClick={() => take(taken.press)}>
          Take it from there
        </button>
        <button type="button" onClick={() => setTaken(undefined)}>
          Choose another
        </button>
      </span>
    )
  }
  return (
    <span className="cb-key-new">
      <button type="button" className="cb-key-waits" ref={field} onKeyDown={pressed}>
        Press the new key…<span className="usa-sr-only"> for: {row.words}. Escape leaves it as it is.</span>
      </button>
      <button type="button" onClick={() => onChanging(false)}>
        Leave it as it is
      </button>
      {fault === undefined ? null : <span role="alert">{fault} Press another.</span>}
    </span>
  )
}

/** Takes the focus when it appears. */
function useFocused() {
  const done = useRef<HTMLElement>(null)
  return (element: HTMLButtonElement | null) => {
    if (element !== null && done.current !== element) element.focus()
    if (element !== null) done.current = element
  }
}
