import { minuteOf } from './dates.ts'

/** An instant in UTC; the local time is in the tooltip. */
export function When({ at }: { at: string }) {
  const local = new Date(at)
  const title = Number.isNaN(local.getTime()) ? at : `your time: ${local.toLocaleString()}`
  return (
    <time dateTime={at} title={title} className="cb-figure">
      {minuteOf(at)}
    </time>
  )
}
