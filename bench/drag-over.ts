import { setTimeout as after } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { countCpu } from './cpu-of-browser.ts'
import { median, percentile } from './statistics.ts'

/** The frames that Chromium drew during a drag, and the time from each to the next. */
export type Frames = {
  readonly drawn: number
  readonly medianMs: number
  readonly p95Ms: number
  readonly longestMs: number
  /** Processor time of the whole browser for one frame, and of its busiest thread, which no idle processor makes shorter. */
  readonly cpuMs: number
  readonly busiestMs: number
}

/** How often a usual mouse tells where it is. */
const pointerMs = 8

/** Drags the first viewer about with the pointer, and reads from the browser's own trace when frames were drawn. */
export async function dragOver(page: Page, { seconds }: { seconds: number }): Promise<Frames> {
  const box = await page.locator('.cb-viewer-frame').first().boundingBox()
  if (box === null) throw new Error('there is no viewer on the page')
  const middle = { x: box.x + box.width / 3, y: box.y + box.height / 3 }
  const browser = page.context().browser()
  if (browser === null) throw new Error('the page has no browser')
  await page.mouse.move(middle.x, middle.y)
  await page.mouse.down()
  // The first movement is part of the drag, and what it costs counts.
  await browser.startTracing(page, {
    categories: ['disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame'],
  })
  const before = await placeOf(page)
  const taken = countCpu()
  const begun = performance.now()
  // A mouse does not wait until the last movement was drawn, so neither does this.
  const told: Promise<void>[] = []
  for (let at = 0; performance.now() - begun < seconds * 1000; at++) {
    told.push(page.mouse.move(middle.x + 90 * Math.sin(at / 25), middle.y + 70 * Math.sin(at / 19)))
    await after(pointerMs)
  }
  await Promise.all(told)
  const spent = taken()
  const moved = await placeOf(page)
  const trace: unknown = JSON.parse((await browser.stopTracing()).toString())
  await page.mouse.up()
  if (before === moved) throw new Error('the picture did not follow the pointer')
  const drawn = framesIn(trace)
  return { ...drawn, cpuMs: spent.allMs / drawn.drawn, busiestMs: spent.busiestMs / drawn.drawn }
}

const placeOf = (page: Page): Promise<string | null> =>
  page.locator('.cb-moved').first().getAttribute('style')

function framesIn(trace: unknown): Omit<Frames, 'cpuMs' | 'busiestMs'> {
  const { traceEvents } = trace as { traceEvents: readonly { name: string; ts: number }[] }
  const drawn = traceEvents
    .filter(({ name }) => name === 'DrawFrame')
    .map(({ ts }) => ts / 1000)
    .sort((one, other) => one - other)
  const apart = drawn.slice(1).map((at, before) => at - (drawn[before] ?? at))
  return {
    drawn: drawn.length,
    medianMs: median(apart),
    p95Ms: percentile(apart, 0.95),
    longestMs: percentile(apart, 1),
  }
}
