import type { KeptFinding } from '../parts/api.ts'
import { type Band, type Rule, timelineOf } from './timeline-scale.ts'

const rowPx = 26
const headPx = 44
const namesPx = 190
const widthPx = 960
const axisPx = widthPx - namesPx - 16
const shownPeople = 30
const letterPx = 8

/** When each person used a service, against the rules of those days; the table below says the same in words. */
export function FindingTimeline({
  findings,
  rules,
}: {
  findings: readonly KeptFinding[]
  rules: readonly Rule[]
}) {
  const timeline = timelineOf(findings, rules)
  if (timeline === undefined) return null
  const rows = timeline.rows.slice(0, shownPeople)
  const heightPx = headPx + rows.length * rowPx + 28
  const x = (share: number) => namesPx + share * axisPx
  const told = timeline.bands.map(({ title }) => title).join(', then ')
  return (
    <figure className="cb-timeline">
      <figcaption>
        Uses from {timeline.first} to {timeline.last}; the bands are the rules that bound: {told}.
      </figcaption>

      <svg viewBox={`0 0 ${widthPx} ${heightPx}`} aria-hidden="true">
        {timeline.bands.map((band) => (
          <g key={`${band.title} ${band.from}`}>
            <rect
              {...{ x: x(band.from), y: 0, width: (band.to - band.from) * axisPx, height: heightPx - 24 }}
              className={band.ruled ? 'cb-band-ruled' : 'cb-band-free'}
            />
            <BandName band={band} x={x} />
          </g>
        ))}
        {rows.map(({ person, bars }, at) => (
          <g key={person}>
            <text x={namesPx - 8} y={headPx + at * rowPx + 14} textAnchor="end">
              {shortenedTo(person, 24)}
            </text>
            {bars.map((bar) => (
              <rect
                key={bar.id}
                {...{ x: x(bar.from), y: headPx + at * rowPx + 3, height: 14, rx: 2 }}
                width={Math.max(4, (bar.to - bar.from) * axisPx)}
                className={bar.ruled ? 'cb-bar-ruled' : 'cb-bar-free'}
              />
            ))}
          </g>
        ))}
        <text x={x(0)} y={heightPx - 6}>
          {timeline.first}
        </text>
        <text x={x(1)} y={heightPx - 6} textAnchor="end">
          {timeline.last}
        </text>
      </svg>
      {timeline.rows.length > shownPeople ? (
        <p>The first {shownPeople} people are drawn; the table has all.</p>
      ) : null}
    </figure>
  )
}

/** Within its band where there is room for it, else before it. */
function BandName({ band, x }: { band: Band; x: (share: number) => number }) {
  const fits = (band.to - band.from) * axisPx >= band.title.length * letterPx
  return (
    <text
      {...{ x: fits ? x(band.from) + 6 : x(band.from) - 6, y: 18 }}
      textAnchor={fits ? 'start' : 'end'}
      className="cb-band-name"
    >
      {band.title}
    </text>
  )
}

const shortenedTo = (text: string, characters: number): string =>
  text.length <= characters ? text : `${text.slice(0, Math.max(1, Math.floor(characters) - 1))}…`
