import { Presets, SingleBar } from 'cli-progress'

export type Progress = { readonly at: (done: number) => void; readonly end: () => void }

/** Words go to standard output, progress to standard error, so that output can be piped; --json prints one object, last. */
export type Terminal = {
  readonly json: boolean
  readonly print: (text?: string) => void
  readonly note: (text: string) => void
  readonly result: (value: unknown) => void
  readonly progress: (of: { title: string; total: number; unit: string }) => Progress
}

export function createTerminal(streams: {
  json: boolean
  out: NodeJS.WritableStream
  err: NodeJS.WritableStream & { isTTY?: boolean }
}): Terminal {
  const { json, out, err } = streams
  const words = json ? err : out
  return {
    json,
    print: (text = '') => void words.write(`${text}\n`),
    note: (text) => void err.write(`${text}\n`),
    result: (value) => {
      if (json) out.write(`${JSON.stringify(value)}\n`)
    },
    progress: (of) => (err.isTTY ? bar(err, of) : lines(err, of)),
  }
}

function bar(err: NodeJS.WritableStream, of: { title: string; total: number; unit: string }): Progress {
  const startedAt = performance.now()
  const single = new SingleBar(
    {
      format: `${of.title} {bar} {value}/{total} ${of.unit} · {rate} a second · {left} left`,
      stream: err,
      hideCursor: true,
      barsize: 24,
    },
    Presets.shades_classic,
  )
  single.start(of.total, 0, { rate: '–', left: '–' })
  return {
    at: (done) => single.update(done, pace({ done, total: of.total, startedAt })),
    end: () => single.stop(),
  }
}

/** Where no terminal redraws: a line for every tenth of the work. */
function lines(err: NodeJS.WritableStream, of: { title: string; total: number; unit: string }): Progress {
  const startedAt = performance.now()
  let shownTenths = 0
  return {
    at: (done) => {
      const tenths = Math.floor((done * 10) / Math.max(1, of.total))
      if (tenths <= shownTenths) return
      shownTenths = tenths
      const { rate, left } = pace({ done, total: of.total, startedAt })
      err.write(`${of.title}: ${done} of ${of.total} ${of.unit}, ${rate} a second, ${left} left\n`)
    },
    end: () => undefined,
  }
}

function pace(of: { done: number; total: number; startedAt: number }): { rate: string; left: string } {
  const seconds = (performance.now() - of.startedAt) / 1000
  const rate = of.done / Math.max(seconds, 0.001)
  return { rate: rate.toFixed(1), left: rate > 0 ? duration((of.total - of.done) / rate) : '–' }
}

/** Seconds as people say them: 40 s, 3 min 20 s, 2 h 5 min. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

/** Columns of text, the first row as heading; numbers right-aligned. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  const numeric = widths.map((_, column) =>
    rows.slice(1).every((row) => /^-?[\d.,]+$/.test(row[column] ?? '')),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return rows.map((row) => `  ${line(row)}`).join('\n')
}
