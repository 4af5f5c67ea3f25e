import { type PlotOptions, plot } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { Html } from './html.ts'

/** Narrow with large letters, so that a telephone can show the same figure as a desk. */
export const figureWidthPx = 520
export const ink = {
  same: '#005ea2',
  different: '#b34700',
  line: '#162e51',
  faint: '#a9aeb1',
  text: '#1b1b1b',
} as const

/**
 * Draws a figure as SVG text without a browser. `alternative` says in words what it shows; readers of the page that
 * cannot see it are given that, and the table below the figure.
 */
export function drawFigure(options: PlotOptions, alternative: string): Html {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const svg = plot({
    width: figureWidthPx,
    height: 360,
    marginLeft: 60,
    marginBottom: 48,
    marginTop: 28,
    marginRight: 24,
    className: 'plot',
    style: { fontSize: '14px', fontFamily: 'inherit', background: 'transparent', overflow: 'visible' },
    ...options,
    document,
  })
  // Plot names its groups ("rect", "area"), which ARIA does not allow on them and which says nothing to a reader.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', alternative)
  return { html: `${svg.outerHTML}` }
}
