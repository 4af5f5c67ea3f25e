export type Progress = { readonly at: (done: number) => void; readonly end: () => void }

export type Step = { readonly title: string; readonly total: number; readonly unit: string }

const millisecondsBetween = { onTerminal: 200, inLog: 10_000 }

export const note = (text: string): void => void process.stderr.write(`${text}\n`)

/** Says on standard error how far a long step is, how fast it goes and how long it will still take. */
export function showProgress({ title, total, unit }: Step): Progress {
  const terminal = process.stderr.isTTY === true
  const pause = terminal ? millisecondsBetween.onTerminal : millisecondsBetween.inLog
  const startedAt = performance.now()
  let saidAt = startedAt
  const line = (done: number): string => {
    const seconds = (performance.now() - startedAt) / 1000
    const rate = done / Math.max(seconds, 0.001)
    const left = done >= total ? `took ${duration(seconds)}` : `${duration((total - done) / rate)} left`
    return `${title}: ${bar(done / total)} ${done} of ${total} ${unit}, ${perSecond(rate)} a second, ${left}`
  }
  const say = (done: number): void => {
    saidAt = performance.now()
    process.stderr.write(terminal ? `\r\u001b[K${line(done)}` : `${line(done)}\n`)
  }
  return {
    at: (done) => {
      if (done > 0 && done < total && performance.now() - saidAt >= pause) say(done)
    },
    end: () => {
      say(total)
      if (terminal) process.stderr.write('\n')
    },
  }
}

const perSecond = (rate: number): string => (rate >= 100 ? rate.toFixed(0) : rate.toPrecision(3))

function bar(share: number): string {
  const full = Math.round(20 * Math.min(1, share))
  return `[${'#'.repeat(full)}${'.'.repeat(20 - full)}]`
}

/** Seconds as people say them: 4.2 s, 3 min 20 s, 2 h 5 min. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`
  const whole = Math.round(seconds)
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}
