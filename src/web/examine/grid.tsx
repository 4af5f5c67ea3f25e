import type { Size } from '../parts/by-hand.ts'
import { gridStep, screenUnitPx, type View } from './face-frame.ts'

/** Lines in eye distances, counted from the point between the eyes. */
export function Grid({ view, size }: { view: View; size: Size }) {
  const unitPx = screenUnitPx(view, size)
  const cellPx = unitPx * gridStep(view)
  const originPx = {
    x: size.widthPx / 2 - view.centre.x * unitPx,
    y: size.heightPx / 2 - view.centre.y * unitPx,
  }
  return (
    <div
      className="cb-grid"
      aria-hidden="true"
      style={{
        backgroundSize: `${cellPx}px ${cellPx}px`,
        backgroundPosition: `${originPx.x - 1}px ${originPx.y - 1}px`,
      }}
    >
      <span className="cb-grid-axis" style={{ left: originPx.x - 1, top: 0, bottom: 0, width: 2 }} />
      <span className="cb-grid-axis" style={{ top: originPx.y - 1, left: 0, right: 0, height: 2 }} />
    </div>
  )
}
