import { KeyHint } from '../parts/key-hint.tsx'
import { mostPins, type SetPin } from './pins.ts'

type BarProps = {
  setting: SetPin | undefined
  /** Title of the feature that is being pinned. */
  feature: string | undefined
  /** What was measured, while measuring. */
  measured: string | undefined
  /** A copy stands in the place of the probe, on which no pin is set. */
  copy: boolean
  /** There are as many pins as may be. */
  full: boolean
  onMiddle: () => void
  onDone: () => void
}

/** What pointing at a picture does now, and the way to do it without pointing. */
export function PointsBar(props: BarProps) {
  const { setting, feature, measured, copy, full, onMiddle, onDone } = props
  if (setting === undefined && measured === undefined) return null
  return (
    <p className="cb-points">
      <span role="status">
        {setting === undefined ? measured : pinning({ setting, feature, copy, full })}{' '}
      </span>
      <button type="button" onClick={onMiddle}>
        Set in the middle of both views <KeyHint act="point" />
      </button>
      <button type="button" onClick={onDone}>
        Done
      </button>
    </p>
  )
}

type Pinning = { setting: SetPin; feature: string | undefined; copy: boolean; full: boolean }

function pinning({ setting, feature, copy, full }: Pinning): string {
  if (full)
    return `There are ${mostPins} pins on ${setting.letter}, and more would hide the faces. Remove one first.`
  const words = `Pin ${setting.number} on ${feature}: point at its place on each picture.`
  return copy ? `${words} On the probe pins are set on the untouched original only; show it first.` : words
}
