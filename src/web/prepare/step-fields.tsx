import { type FieldKept, operations, recipeLimits, type Step } from '../../preparation/index.ts'
import type { Size } from '../parts/by-hand.ts'
import { knownPixels, turnedBy } from './first-step.ts'
import { NumberSlider } from './number-slider.tsx'

type FieldsProps = {
  step: Step
  id: string
  /** Size of the picture before this step. */
  before: Size
  onChange: (step: Step, field: string) => void
}

/** The numbers of one step, as sliders with their value beside them. */
export function StepFields({ step, id, before, onChange }: FieldsProps) {
  switch (step.op) {
    case 'crop':
      return <CropFields step={step} id={id} before={before} onChange={onChange} />
    case 'rotate':
      return <RotateFields step={step} id={id} onChange={onChange} />
    case 'scale':
      return (
        <NumberSlider
          id={id}
          label="Size, %"
          value={step.percent}
          {...limitsOf('scale', 'percent')}
          onChange={(percent) => onChange({ ...step, percent }, 'percent')}
        />
      )
    case 'light':
      return <LightFields step={step} id={id} onChange={onChange} />
    case 'deinterlace':
      return <FieldChoice step={step} id={id} onChange={onChange} />
    case 'aspect':
      return <AspectFields step={step} id={id} onChange={onChange} />
    case 'grey':
      return <p className="cb-step-says">{operations.grey.says}</p>
  }
}

const none = { least: 0, most: 0 }
const limitsOf = (op: Step['op'], name: string) => operations[op].numbers[name] ?? none

type Of<Op extends Step['op']> = Omit<FieldsProps, 'step' | 'before'> & { step: Extract<Step, { op: Op }> }

function CropFields({ step, id, before, onChange }: Of<'crop'> & { before: Size }) {
  const fields = [
    { name: 'xPx', label: 'From the left, px', least: 0, most: before.widthPx - step.widthPx },
    { name: 'yPx', label: 'From the top, px', least: 0, most: before.heightPx - step.heightPx },
    { name: 'widthPx', label: 'Width, px', least: recipeLimits.minEdgePx, most: before.widthPx - step.xPx },
    {
      name: 'heightPx',
      label: 'Height, px',
      least: recipeLimits.minEdgePx,
      most: before.heightPx - step.yPx,
    },
  ] as const
  return fields.map(({ name, label, least, most }) => (
    <NumberSlider
      key={name}
      id={`${id}-${name}`}
      label={label}
      value={step[name]}
      least={least}
      most={Math.max(least, most)}
      onChange={(value) => onChange({ ...step, [name]: value }, name)}
    />
  ))
}

function RotateFields({ step, id, onChange }: Of<'rotate'>) {
  const turn = (by: 9_000 | -9_000) =>
    onChange({ ...step, centidegrees: turnedBy(step.centidegrees, by) }, `quarter ${step.centidegrees}`)
  return (
    <>
      <NumberSlider
        id={id}
        label="Degrees, clockwise"
        value={step.centidegrees / 100}
        least={-180}
        most={180}
        sliderLeast={-45}
        sliderMost={45}
        step={0.1}
        onChange={(degrees) => onChange({ ...step, centidegrees: Math.round(degrees * 100) }, 'centidegrees')}
      />
      <span className="cb-tool-group">
        <button type="button" onClick={() => turn(-9_000)}>
          ↶ quarter turn
        </button>
        <button type="button" onClick={() => turn(9_000)}>
          quarter turn ↷
        </button>
      </span>
    </>
  )
}

function LightFields({ step, id, onChange }: Of<'light'>) {
  const fields = [
    { name: 'brightnessPercent', label: 'Brightness, %' },
    { name: 'contrastPercent', label: 'Contrast, %' },
  ] as const
  return fields.map(({ name, label }) => (
    <NumberSlider
      key={name}
      id={`${id}-${name}`}
      label={label}
      value={step[name]}
      {...limitsOf('light', name)}
      onChange={(value) => onChange({ ...step, [name]: value }, name)}
    />
  ))
}

const kept: readonly { readonly keep: FieldKept; readonly title: string }[] = [
  { keep: 'upper', title: 'Keep the upper field' },
  { keep: 'lower', title: 'Keep the lower field' },
  { keep: 'blend', title: 'Blend both' },
]

function FieldChoice({ step, id, onChange }: Of<'deinterlace'>) {
  return (
    <fieldset className="usa-fieldset cb-choices">
      <legend className="usa-sr-only">Which field of the frame</legend>
      {kept.map(({ keep, title }) => (
        <label key={keep}>
          <input
            type="radio"
            name={id}
            checked={step.keep === keep}
            onChange={() => onChange({ ...step, keep }, `keep ${keep}`)}
          />{' '}
          {title}
        </label>
      ))}
    </fieldset>
  )
}

function AspectFields({ step, id, onChange }: Of<'aspect'>) {
  const fields = [
    { name: 'pixelWidth', label: 'Pixels are so wide' },
    { name: 'pixelHeight', label: 'and so high' },
  ] as const
  const known = knownPixels.findIndex(
    ({ width, height }) => width === step.pixelWidth && height === step.pixelHeight,
  )
  const choose = (at: number) => {
    const pixels = knownPixels[at]
    if (pixels === undefined) return
    onChange({ ...step, pixelWidth: pixels.width, pixelHeight: pixels.height }, `known ${at}`)
  }
  return (
    <>
      <label className="cb-known-pixels" htmlFor={`${id}-known`}>
        Recording
        <select
          id={`${id}-known`}
          className="usa-select"
          value={known}
          onChange={(event) => choose(Number(event.target.value))}
        >
          <option value={-1}>other</option>
          {knownPixels.map(({ title }, at) => (
            <option key={title} value={at}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {fields.map(({ name, label }) => (
        <NumberSlider
          key={name}
          id={`${id}-${name}`}
          label={label}
          value={step[name]}
          {...limitsOf('aspect', name)}
          sliderMost={64}
          onChange={(value) => onChange({ ...step, [name]: value }, name)}
        />
      ))}
    </>
  )
}
