import { areaY, axisX, axisY, dot, line, rectY, ruleX, ruleY, text } from '@observablehq/plot'
import type { Share } from '../../kernel/index.ts'
import { drawFigure, type Html, ink } from '../../page/index.ts'
import type { PairComparison } from '../comparison.ts'

export type CurvePoint = { readonly x: number; readonly y: number }

const percentTick = (value: number): string => `${Number((value * 100).toPrecision(2))} %`

/** One error against the other, both axes logarithmic (a DET curve); what is zero lies off the axes and is left out. */
export function errorCurveFigure(
  points: readonly CurvePoint[],
  of: {
    readonly x: string
    readonly y: string
    readonly alternative: string
    readonly marked: readonly (CurvePoint & { readonly label: string })[]
  },
): Html {
  const shown = thinned(points.filter(({ x, y }) => x > 0 && y > 0))
  const least = (values: readonly number[]) => 10 ** Math.floor(Math.log10(Math.min(0.01, ...values)))
  const marked = of.marked.filter(({ x, y }) => x > 0 && y > 0)
  const xLeast = least([...shown, ...marked].map(({ x }) => x))
  const yLeast = least([...shown, ...marked].map(({ y }) => y))
  const axis = { ticks: 4, tickFormat: percentTick, tickSize: 0 }
  return drawFigure(
    {
      x: { type: 'log', domain: [xLeast, 1] },
      y: { type: 'log', domain: [yLeast, 1] },
      marks: [
        ruleX(decades(xLeast), { stroke: ink.faint, strokeOpacity: 0.5 }),
        ruleY(decades(yLeast), { stroke: ink.faint, strokeOpacity: 0.5 }),
        axisX(decades(xLeast), { ...axis, label: `${of.x} →`, labelAnchor: 'right' }),
        axisY(decades(yLeast), { ...axis, label: `↑ ${of.y}` }),
        line(shown, { x: 'x', y: 'y', stroke: ink.same, strokeWidth: 2.5, curve: 'step-before' }),
        text(shown.length === 0 ? [{ x: Math.sqrt(xLeast), y: Math.sqrt(yLeast) }] : [], {
          x: 'x',
          y: 'y',
          text: () => 'No threshold made both errors:\nthere is no curve to draw.',
          fill: ink.line,
          lineHeight: 1.4,
        }),
        dot(marked, { x: 'x', y: 'y', r: 5, fill: ink.different, stroke: 'white', strokeWidth: 1.5 }),
        text(marked, {
          x: 'x',
          y: 'y',
          text: 'label',
          dx: 10,
          dy: -10,
          textAnchor: 'start',
          fontWeight: 600,
          ...halo,
        }),
      ],
    },
    of.alternative,
  )
}

const halo = { fill: ink.text, stroke: 'white', strokeWidth: 4 } as const

const decades = (least: number): readonly number[] =>
  Array.from({ length: Math.round(-Math.log10(least)) + 1 }, (_, at) => 10 ** -at)

/** At most some 400 points, none of which another covers at the size of the figure. */
function thinned(points: readonly CurvePoint[]): readonly CurvePoint[] {
  const place = ({ x, y }: CurvePoint) =>
    `${Math.round(Math.log10(x) * 100)},${Math.round(Math.log10(y) * 100)}`
  return points.filter((point, at) => {
    const before = points[at - 1]
    return before === undefined || at === points.length - 1 || place(before) !== place(point)
  })
}

/** Share of mated searches found within each rank. */
export function cumulativeFigure(shares: readonly number[], alternative: string): Html {
  const points = shares.map((share, at) => ({ rank: at + 1, share }))
  const lowest = Math.min(...shares, 0.99)
  const floor = Math.max(0, Math.floor(lowest * 20 - 1) / 20)
  return drawFigure(
    {
      x: { domain: [0.5, Math.max(2, shares.length) + 0.5] },
      y: { domain: [floor, 1], grid: true, ticks: 5 },
      marks: [
        axisX({
          label: 'rank →',
          labelAnchor: 'right',
          tickSize: 0,
          ticks: Math.min(8, shares.length),
          tickFormat: 'd',
        }),
        axisY({ label: '↑ found within this rank', tickFormat: percentTick, tickSize: 0, ticks: 5 }),
        areaY(points, {
          x: 'rank',
          y1: floor,
          y2: 'share',
          fill: ink.same,
          fillOpacity: 0.1,
          curve: 'step-after',
        }),
        line(points, { x: 'rank', y: 'share', stroke: ink.same, strokeWidth: 2.5, curve: 'step-after' }),
        dot(points.slice(0, 1), { x: 'rank', y: 'share', r: 5, fill: ink.different, stroke: 'white' }),
      ],
    },
    alternative,
  )
}

export type SimilarityBin = {
  readonly from: number
  readonly to: number
  readonly same: number
  readonly different: number
}

/** Counts of both kinds in forty equal steps of similarity; pairs without a template have none and are left out. */
export function similarityBins(comparisons: readonly PairComparison[]): readonly SimilarityBin[] {
  const finite = comparisons.filter(({ similarity }) => Number.isFinite(similarity))
  const values = finite.map(({ similarity }) => similarity)
  const low = values.reduce((least, value) => Math.min(least, value), 1)
  const high = values.reduce((most, value) => Math.max(most, value), -1)
  const step = Math.max(1e-6, (high - low) / 40)
  const bins = Array.from({ length: 40 }, (_, at) => ({
    from: low + at * step,
    to: low + (at + 1) * step,
    same: 0,
    different: 0,
  }))
  for (const { same, similarity } of finite) {
    const bin = bins[Math.min(39, Math.floor((similarity - low) / step))]
    if (bin !== undefined) bin[same ? 'same' : 'different']++
  }
  return bins
}

/** How similar pairs of one person are, and pairs of two; the threshold stands between. */
export function similarityFigure(
  bins: readonly SimilarityBin[],
  of: { readonly threshold: number; readonly alternative: string },
): Html {
  const bars = (kind: 'same' | 'different') =>
    rectY(bins, { x1: 'from', x2: 'to', y: kind, fill: ink[kind], fillOpacity: 0.75, inset: 0.5 })
  const most = Math.max(...bins.map(({ same, different }) => Math.max(same, different)), 1)
  const peak = (kind: 'same' | 'different') =>
    bins.reduce((best, bin) => (bin[kind] > best[kind] ? bin : best))
  const label = (kind: 'same' | 'different', words: string) =>
    text([peak(kind)], {
      x: 'from',
      y: kind,
      dy: -12,
      text: () => words,
      fontWeight: 600,
      ...halo,
      fill: ink[kind],
    })
  return drawFigure(
    {
      y: { domain: [0, most * 1.12] },
      marks: [
        axisX({ label: 'similarity →', labelAnchor: 'right', tickSize: 0, ticks: 6 }),
        axisY({ label: '↑ pairs', tickSize: 0, ticks: 5 }),
        bars('different'),
        bars('same'),
        ruleY([0], { stroke: ink.line }),
        ruleX([of.threshold], { stroke: ink.line, strokeDasharray: '5 4', strokeWidth: 1.5 }),
        label('different', 'two persons'),
        label('same', 'one person'),
      ],
    },
    of.alternative,
  )
}

/** One row for each share: a dot with its interval. */
export function intervalFigure(
  rows: readonly { readonly label: string; readonly share: Share }[],
  of: { readonly x: string; readonly alternative: string },
): Html {
  const data = rows.map(({ label, share: { value, low, high } }) => ({ label, value, low, high }))
  const least = Math.min(...data.map(({ low }) => low))
  const most = Math.max(...data.map(({ high }) => high))
  const margin = Math.max(0.002, (most - least) * 0.06)
  const decimals = most - least < 0.003 ? 2 : most - least < 0.05 ? 1 : 0
  return drawFigure(
    {
      height: 60 + data.length * 34,
      marginLeft: 190,
      x: { domain: [Math.max(0, least - margin), Math.min(1, most + margin)], grid: true },
      y: { type: 'band', domain: data.map(({ label }) => label) },
      marks: [
        axisX({
          label: `${of.x} →`,
          labelAnchor: 'right',
          tickSize: 0,
          ticks: 4,
          tickFormat: (value: number) => `${(value * 100).toFixed(decimals)} %`,
        }),
        axisY({ label: null, tickSize: 0 }),
        line(
          data.flatMap(({ label, low, high }) => [
            { label, at: low },
            { label, at: high },
          ]),
          { x: 'at', y: 'label', z: 'label', stroke: ink.same, strokeWidth: 3, strokeOpacity: 0.45 },
        ),
        dot(data, { x: 'value', y: 'label', r: 5.5, fill: ink.same, stroke: 'white', strokeWidth: 1.5 }),
      ],
    },
    of.alternative,
  )
}
