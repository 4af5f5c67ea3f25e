const months: Readonly<Record<string, number>> = Object.fromEntries(
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map((name, at) => [
    name,
    at,
  ]),
)

const iso =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?/
const slashed =
  /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([AP])M)?)?/i
const dayMonth =
  /^(\d{1,2})[-/ ]([A-Za-z]{3})[a-z]*[-/ ](\d{4})(?:[: ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?)?(?:\s*([+-]\d{4}))?/
const weekday =
  /^(?:[A-Za-z]{3},? )(?:(\d{1,2}) ([A-Za-z]{3}) (\d{4})|([A-Za-z]{3}) +(\d{1,2})) (\d{2}):(\d{2})(?::(\d{2}))?(?: (\d{4}))?(?:\s*(?:\([A-Z]+\)|([+-]\d{4})|GMT|UTC))?/
const monthDay = /^([A-Za-z]{3}) +(\d{1,2}),?(?: (\d{4}))? (\d{2}):(\d{2}):(\d{2})/

type Parts = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour?: string | undefined
  readonly minute?: string | undefined
  readonly second?: string | undefined
  readonly fraction?: string | undefined
  readonly offset?: string | undefined
}

/**
 * A moment as logs write it, in milliseconds since 1970: ISO 8601, dates with slashes (month first unless that cannot be, or
 * `dayFirst`), `26-Nov-2019 10:01:02.123`, RFC 5322, syslog without a year (`year` is needed then), seconds since 1970.
 * A time without a zone is taken as UTC. Undefined for anything else, and for days that do not exist.
 */
export function readTime(text: string, of: { year?: number; dayFirst?: boolean } = {}): number | undefined {
  const trimmed = text.trim()
  if (/^\d{9,10}(\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed) * 1000)
  if (/^\d{13}$/.test(trimmed)) return Number(trimmed)
  return readIso(trimmed) ?? readSlashed(trimmed, of.dayFirst === true) ?? readNamed(trimmed, of.year)
}

function readIso(text: string): number | undefined {
  const found = iso.exec(text)
  if (!found) return undefined
  const [, year, month, day, hour, minute, second, fraction, offset] = found
  return moment({
    year: Number(year),
    month: Number(month) - 1,
    day: Number(day),
    hour,
    minute,
    second,
    fraction,
    offset,
  })
}

function readSlashed(text: string, dayFirst: boolean): number | undefined {
  const found = slashed.exec(text)
  if (!found) return undefined
  const [, one = '', two = '', year, hour, minute, second, half] = found
  const swapped = dayFirst || Number(one) > 12 || text.charAt(one.length) === '.'
  const [month, day] = swapped ? [Number(two), Number(one)] : [Number(one), Number(two)]
  const plain = hour === undefined ? undefined : Number(hour)
  const whole =
    plain === undefined || half === undefined ? plain : (plain % 12) + (half.toUpperCase() === 'P' ? 12 : 0)
  return moment({ year: Number(year), month: month - 1, day, hour: whole?.toString(), minute, second })
}

function readNamed(text: string, year: number | undefined): number | undefined {
  const first = dayMonth.exec(text)
  if (first) {
    const [, day, month = '', own, hour, minute, second, fraction, offset] = first
    return named(month, { year: Number(own), day: Number(day), hour, minute, second, fraction, offset })
  }
  const second = weekday.exec(text)
  if (second) {
    const [, day, month, own, otherMonth, otherDay, hour, minute, seconds, lateYear, offset] = second
    const ownYear = Number(own ?? lateYear ?? year)
    return named(month ?? otherMonth ?? '', {
      ...{ year: ownYear, day: Number(day ?? otherDay), hour, minute, second: seconds, offset },
    })
  }
  const third = monthDay.exec(text)
  if (!third) return undefined
  const [, month = '', day, own, hour, minute, seconds] = third
  return named(month, { year: Number(own ?? year), day: Number(day), hour, minute, second: seconds })
}

const named = (month: string, parts: Omit<Parts, 'month'>): number | undefined => {
  const at = months[month.toLowerCase()]
  return at === undefined ? undefined : moment({ ...parts, month: at })
}

function moment(of: Parts): number | undefined {
  const clock = [of.hour, of.minute, of.second].map((part) => Number(part ?? 0))
  const [hour = 0, minute = 0, second = 0] = clock
  if (hour > 23 || minute > 59 || second > 60) return undefined
  const fractionMs = Math.floor(Number(`0.${of.fraction ?? '0'}`) * 1000)
  const utc = Date.UTC(of.year, of.month, of.day, hour, minute, second, fractionMs)
  const back = new Date(utc - (second === 60 ? 1000 : 0))
  if (Number.isNaN(utc) || back.getUTCDate() !== of.day || back.getUTCMonth() !== of.month) return undefined
  return utc - offsetMs(of.offset)
}

function offsetMs(offset: string | undefined): number {
  if (offset === undefined || /^[A-Z]/.test(offset)) return 0
  const digits = offset.replace(/\D/g, '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000
}
