import type { Placement, Point } from './face-frame.ts'
import type { Side } from './looking.ts'
import type { Pin } from './pins.ts'

type MarksProps = {
  placed: Placement
  side: Side
  pins: readonly Pin[]
  measured: readonly Point[]
  /** A cross in the middle, where the key sets a point. */
  cross: boolean
}

/** Pins and measured points over one picture; the features panel and the line below say the same in words. */
export function Marks({ placed, side, pins, measured, cross }: MarksProps) {
  const at = ({ x, y }: Point) => ({
    x: placed.leftPx + x * placed.scale,
    y: placed.topPx + y * placed.scale,
  })
  const [from, to] = measured.map(at)
  return (
    <div className="cb-marks" aria-hidden="true">
      {pins.map((pin) => {
        const point = pin[side]
        if (point === undefined) return null
        const { x, y } = at(point)
        return (
          <span key={pin.number} className="cb-pin" style={{ transform: `translate(${x}px, ${y}px)` }}>
            <span>{pin.number}</span>
          </span>
        )
      })}
      {from === undefined ? null : (
        <svg className="cb-measure" aria-hidden="true">
          {to === undefined ? null : <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} />}
          <circle cx={from.x} cy={from.y} r={4} />
          {to === undefined ? null : <circle cx={to.x} cy={to.y} r={4} />}
        </svg>
      )}
      {cross ? <span className="cb-cross" /> : null}
    </div>
  )
}
