import type { ExaminationView } from '../parts/api.ts'
import { type Pin, pinWords } from './pins.ts'

type PinsProps = {
  feature: ExaminationView['features'][number]
  letter: string
  pins: readonly Pin[]
  onRemove: (number: number) => void
}

/** The pins of one feature, by number, with what they stand on. */
export function PinsOfFeature({ feature, letter, pins, onRemove }: PinsProps) {
  if (pins.length === 0) return null
  const removed = (button: HTMLElement, number: number) => {
    // The button goes with its pin; the focus stays with the feature.
    button.closest('fieldset')?.querySelector<HTMLElement>('[aria-pressed]')?.focus()
    onRemove(number)
  }
  return (
    <ul className="cb-pin-list" aria-label={`Pins on ${feature.title}`}>
      {pins.map((pin) => (
        <li key={pin.number}>
          <span className="cb-pin-number">
            <span className="usa-sr-only">Pin </span>
            {pin.number}
          </span>{' '}
          {pinWords(pin, letter)}
          <button type="button" onClick={(event) => removed(event.currentTarget, pin.number)}>
            Remove<span className="usa-sr-only"> pin {pin.number}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
