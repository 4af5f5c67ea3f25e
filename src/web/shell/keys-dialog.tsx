import { Button, Checkbox } from '@trussworks/react-uswds'
import { type RefObject, useRef } from 'react'
import { type KeyPlace, keyTable } from '../parts/key-table.ts'
import { useKeys, useKeysSwitch } from '../parts/use-keys.ts'

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
  useKeys('everywhere', { keys: () => dialog.current?.showModal() })
  return (
    <>
      <button type="button" className="cb-foot-button" onClick={() => dialog.current?.showModal()}>
        Keys <kbd>?</kbd>
      </button>
      <dialog ref={dialog} className="cb-dialog" aria-labelledby="keys-title">
        <h2 id="keys-title">Keys</h2>
        <p>Keys move, look and take back. No key decides anything.</p>
        {places.map(({ place, title }) => (
          <KeyGroup key={place} place={place} title={title} />
        ))}
        <Checkbox
          id="keys-on"
          name="keys-on"
          label="Single-key shortcuts are on"
          checked={keys.on}
          onChange={(event) => keys.set(event.target.checked)}
        />
        <CloseButton dialog={dialog} />
      </dialog>
    </>
  )
}

function CloseButton({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  return (
    <Button type="button" className="margin-top-2" onClick={() => dialog.current?.close()}>
      Close
    </Button>
  )
}

function KeyGroup({ place, title }: { place: KeyPlace; title: string }) {
  return (
    <>
      <h3 className="cb-small-heading">{title}</h3>
      <dl className="cb-keys">
        {keyTable
          .filter((row) => row.place === place)
          .map((row) => (
            <div key={row.act}>
              <dt>
                {row.shown.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{row.words}</dd>
            </div>
          ))}
      </dl>
    </>
  )
}
