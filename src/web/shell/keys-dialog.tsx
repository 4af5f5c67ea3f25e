import { Button, Checkbox } from '@trussworks/react-uswds'
import { type RefObject, useRef, useState } from 'react'
import type { KeyAct, KeyPlace } from '../parts/key-table.ts'
import { useKeys, useKeysSwitch, useKeyTable } from '../parts/use-keys.ts'
import { KeyRowLine } from './key-row.tsx'

const places: readonly { readonly place: KeyPlace; readonly title: string }[] = [
  { place: 'everywhere', title: 'Everywhere' },
  { place: 'pictures', title: 'With pictures' },
  { place: 'comparison', title: 'When comparing' },
  { place: 'preparation', title: 'When preparing an image' },
]

/** The button that opens the list of keys, and the list, made from the table of keys. */
export function KeysDialog() {
  const dialog = useRef<HTMLDialogElement>(null)
  const keys = useKeysSwitch()
  const { own, rows, set } = useKeyTable()
  const [changing, setChanging] = useState<KeyAct>()
  useKeys('everywhere', { keys: () => dialog.current?.showModal() })
  return (
    <>
      <button type="button" className="cb-foot-button" onClick={() => dialog.current?.showModal()}>
        Keys{' '}
        {rows[0]?.shown.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </button>
      <dialog
        ref={dialog}
        className="cb-dialog"
        aria-labelledby="keys-title"
        onClose={() => setChanging(undefined)}
      >
        <h2 id="keys-title">Keys</h2>
        <p>
          Keys move, look and take back. No key decides anything. Any of them can be changed; your choice is
          kept in this browser, for you alone.
        </p>
        {places.map(({ place, title }) => (
          <section key={place} aria-labelledby={`keys-${place}`}>
            <h3 id={`keys-${place}`} className="cb-small-heading">
              {title}
            </h3>
            <ul className="cb-keys">
              {rows
                .filter((row) => row.place === place)
                .map((row) => (
                  <KeyRowLine
                    key={row.act}
                    {...{ row, own, changing: changing === row.act }}
                    onChanging={(on) => setChanging(on ? row.act : undefined)}
                    onOwn={set}
                  />
                ))}
            </ul>
          </section>
        ))}
        <Checkbox
          id="keys-on"
          name="keys-on"
          label="Single-key shortcuts are on"
          checked={keys.on}
          onChange={(event) => keys.set(event.target.checked)}
        />
        <Ends dialog={dialog} changed={Object.keys(own).length > 0} onReset={() => set({})} />
      </dialog>
    </>
  )
}

type EndsProps = { dialog: RefObject<HTMLDialogElement | null>; changed: boolean; onReset: () => void }

function Ends({ dialog, changed, onReset }: EndsProps) {
  return (
    <p className="cb-actions">
      <Button type="button" onClick={() => dialog.current?.close()}>
        Close
      </Button>
      {changed ? (
        <Button type="button" outline onClick={onReset}>
          Reset all keys
        </Button>
      ) : null}
    </p>
  )
}
