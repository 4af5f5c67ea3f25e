import { Radio } from '@trussworks/react-uswds'
import { type ReactNode, useState } from 'react'
import type { Lead } from '../parts/api.ts'
import { here } from '../parts/here.ts'

type Pins = NonNullable<Lead['examiners'][number]['comparison']>['pins']
type Place = { readonly xPx: number; readonly yPx: number }
type Mark = { readonly number: number; readonly at: Place }

/** Probe and, for a lead, the booking photograph, on neutral grey; with the pins of one examiner for whoever wants to see them. */
export function LeadPictures({ lead }: { lead: Lead }) {
  const [whose, setWhose] = useState('')
  const pins = lead.examiners.find(({ sealedAt }) => sealedAt === whose)?.comparison?.pins ?? []
  return (
    <>
      <div className="cb-light-box cb-lead-pictures">
        <Pinned url={lead.probeImageUrl} words={`Probe, case ${lead.caseNumber}`} marks={on(pins, 'probe')}>
          Probe, case {lead.caseNumber}
        </Pinned>
        {lead.bookingImageUrl === undefined || lead.person === undefined ? null : (
          <Pinned
            url={lead.bookingImageUrl}
            words={`Booking photograph ${lead.person.bookingNumber}`}
            marks={on(pins, 'candidate')}
          >
            Booking {lead.person.bookingNumber}, {lead.person.bookedOn}. Striped: it surfaced in a search and
            is never shown to a witness.
          </Pinned>
        )}
      </div>
      <WhosePins lead={lead} whose={whose} onChoose={setWhose} />
    </>
  )
}

const on = (pins: Pins, side: 'probe' | 'candidate'): readonly Mark[] =>
  pins.flatMap(({ number, [side]: at }) => (at === undefined ? [] : [{ number, at }]))

type PinnedProps = { url: string; words: string; marks: readonly Mark[]; children: ReactNode }

/** Pins lie in parts of the picture, whatever its size on the screen is. The tables below say the same in words. */
function Pinned({ url, words, marks, children }: PinnedProps) {
  const [size, setSize] = useState<{ widthPx: number; heightPx: number }>()
  const percent = (part: number, of: number) => `${(100 * part) / of}%`
  return (
    <figure>
      <div className="cb-pinned" style={size && { width: fitted(size) }}>
        <img
          src={here(url)}
          alt={words}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setSize({ widthPx: naturalWidth, heightPx: naturalHeight })
          }
        />
        {size === undefined
          ? null
          : marks.map(({ number, at }) => (
              <span
                key={number}
                className="cb-pin-at"
                aria-hidden="true"
                style={{ left: percent(at.xPx, size.widthPx), top: percent(at.yPx, size.heightPx) }}
              >
                <span className="cb-pin">
                  <span>{number}</span>
                </span>
              </span>
            ))}
      </div>
      <figcaption>{children}</figcaption>
    </figure>
  )
}

/** As large as the column and 22 lines permit. */
const fitted = ({ widthPx, heightPx }: { widthPx: number; heightPx: number }): string =>
  `min(100%, ${(22 * widthPx) / heightPx}rem)`

type WhoseProps = { lead: Lead; whose: string; onChoose: (sealedAt: string) => void }

function WhosePins({ lead, whose, onChoose }: WhoseProps) {
  const pinned = lead.examiners.filter(({ comparison }) => (comparison?.pins.length ?? 0) > 0)
  if (pinned.length === 0) return null
  const choices = [
    { value: '', label: 'none' },
    ...pinned.map(({ name, sealedAt, comparison }) => ({
      value: sealedAt,
      label: `${name}’s (${comparison?.pins.length})`,
    })),
  ]
  return (
    <fieldset className="cb-whose-pins cb-no-print">
      <legend>Pins on the pictures</legend>
      {choices.map(({ value, label }) => (
        <Radio
          key={value}
          id={`pins-${value}`}
          name="pins"
          label={label}
          checked={whose === value}
          onChange={() => onChoose(value)}
        />
      ))}
    </fieldset>
  )
}
