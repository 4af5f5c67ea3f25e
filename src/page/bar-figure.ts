import { axisX, barY, ruleY, text } from '@observablehq/plot'
import { drawFigure, ink } from './draw-figure.ts'
import type { Html } from './html.ts'
import { whole } from './page-parts.ts'

/** Bars above which their names are turned to fit. */
const mostLevelNames = 5

/** Counts as upright bars in the order given, each with its number above it. */
export function barFigure(
  rows: readonly { readonly words: string; readonly count: number }[],
  alternative: string,
): Html {
  const turned = rows.length > mostLevelNames
  return drawFigure(
    {
      x: { type: 'band', label: null, domain: rows.map(({ words }) => words) },
      y: { axis: null, label: null },
      marks: [
        barY(rows, { x: 'words', y: 'count', fill: ink.same }),
        text(rows, { x: 'words', y: 'count', text: (row) => whole(row.count), dy: -9, fill: ink.text }),
        axisX({ tickSize: 0, ...(turned ? { tickRotate: -45 } : {}) }),
        ruleY([0], { stroke: ink.line }),
      ],
      ...(turned ? { marginBottom: 72 } : {}),
    },
    alternative,
  )
}
