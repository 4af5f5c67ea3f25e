import { Button, Table } from '@trussworks/react-uswds'

type Row = {
  readonly code: string
  readonly words: string
  readonly count: number
  /** What stands for the number, where it is no count. */
  readonly label?: string
  readonly more?: string
}
type Props = {
  readonly title: string
  readonly heading: string
  readonly rows: readonly Row[]
  readonly onChoose: (code: string) => void
}

const [widthPx, heightPx, headPx, footPx] = [400, 200, 24, 28]

/** Counts as bars, and the same as a table whose lines open what they count. */
export function BarsWithTable({ title, heading, rows, onChoose }: Props) {
  const unit = rows.some(({ label }) => label !== undefined) ? 'Time' : 'Count'
  return (
    <section className="cb-chart">
      <h2>{title}</h2>
      {rows.length === 0 ? <p>Nothing to show yet.</p> : <Bars rows={rows} />}
      {rows.length === 0 ? null : (
        <details>
          <summary>The numbers, and the searches behind each</summary>
          <Table fullWidth bordered={false} caption={title} className="cb-table">
            <thead>
              <tr>
                <th scope="col">{heading}</th>
                <th scope="col" className="cb-right">
                  {unit}
                </th>
                <th scope="col">Searches</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ code, words, more, ...row }) => (
                <tr key={code}>
                  <th scope="row">
                    {words}
                    {more === undefined ? null : <span className="usa-hint"> {more}</span>}
                  </th>
                  <td className="cb-right cb-figure">{labelOf(row)}</td>
                  <td>
                    <Button type="button" unstyled onClick={() => onChoose(code)}>
                      Show<span className="usa-sr-only"> those of {words}</span>
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </details>
      )}
    </section>
  )
}

/** Upright bars, each with its number above and, where there is room, its name below; the table says the same in words. */
function Bars({ rows }: { rows: readonly Row[] }) {
  const most = Math.max(...rows.map(({ count }) => count)) || 1
  const step = widthPx / rows.length
  const roomPx = heightPx - headPx - footPx
  // Names that would run into each other are left to the table, but for the first and the last.
  const named = (at: number) => step > 58 || at === 0 || at === rows.length - 1
  return (
    <svg viewBox={`0 0 ${widthPx} ${heightPx}`} className="cb-bars" aria-hidden="true">
      {rows.map(({ code, words, count, ...row }, at) => {
        const tallPx = (count / most) * roomPx
        const middle = at * step + step / 2
        const anchor = step > 58 ? 'middle' : at === 0 ? 'start' : 'end'
        const x = step > 58 ? middle : at === 0 ? 0 : widthPx
        return (
          <g key={code}>
            <rect
              x={at * step + step * 0.15}
              y={headPx + roomPx - tallPx}
              width={step * 0.7}
              height={tallPx}
            />
            {count > 0 && step > 24 ? (
              <text x={middle} y={headPx + roomPx - tallPx - 6} textAnchor="middle">
                {labelOf({ count, ...row })}
              </text>
            ) : null}
            {named(at) ? (
              <text x={x} y={heightPx - 8} textAnchor={anchor}>
                {shortened(words, Math.max(step / 7.2, 9))}
              </text>
            ) : null}
          </g>
        )
      })}
      <line x1="0" x2={widthPx} y1={heightPx - footPx} y2={heightPx - footPx} />
    </svg>
  )
}

const labelOf = ({ count, label }: Pick<Row, 'count' | 'label'>): string =>
  label ?? count.toLocaleString('en-US')

const shortened = (words: string, letters: number): string =>
  words.length <= letters ? words : `${words.slice(0, Math.max(1, Math.floor(letters) - 1))}…`
