import { useEffect, useState } from 'react'

type SliderProps = {
  id: string
  label: string
  value: number
  least: number
  most: number
  /** Where the slider ends, when the number may go further. */
  sliderLeast?: number
  sliderMost?: number
  step?: number
  onChange: (value: number) => void
}

/** A slider with its number beside it; both are the same value, and the number can be typed. */
export function NumberSlider(props: SliderProps) {
  const { id, label, value, least, most, step = 1, onChange } = props
  const [typed, setTyped] = useState(String(value))
  useEffect(() => setTyped(String(value)), [value])
  const take = (text: string) => {
    setTyped(text)
    const number = Number(text)
    if (text.trim() !== '' && Number.isFinite(number) && number >= least && number <= most) {
      onChange(step === 1 ? Math.round(number) : number)
    }
  }
  return (
    <div className="cb-slider">
      <label htmlFor={`${id}-number`}>{label}</label>
      <input
        type="range"
        aria-label={`${label}, slider`}
        min={props.sliderLeast ?? least}
        max={props.sliderMost ?? most}
        step={step}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <input
        id={`${id}-number`}
        type="number"
        className="usa-input"
        min={least}
        max={most}
        step={step}
        value={typed}
        onChange={(event) => take(event.target.value)}
        onBlur={() => setTyped(String(value))}
      />
    </div>
  )
}
