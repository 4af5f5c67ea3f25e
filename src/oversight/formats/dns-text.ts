import { readTime } from '../scan/read-time.ts'
import type { Layout } from './layout.ts'
import { lineText, type Shape } from './shape.ts'

const syslogTime = '[A-Z][a-z]{2} +\\d{1,2} \\d{2}:\\d{2}:\\d{2}'
const isoTime = '\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d+)?(?:Z|[+-]\\d{2}:?\\d{2})?'
const bindTime = '\\d{2}-[A-Z][a-z]{2}-\\d{4} \\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?'

/** A query of BIND's log, with or without syslog, category, severity and view. */
const bindQuery = new RegExp(
  `^(${bindTime}|${isoTime}|${syslogTime}) .*?client (?:@\\S+ )?([0-9a-fA-F.:]+)#\\d+(?: \\(\\S*\\))?: (?:view \\S+: )?query: (\\S+) \\S+ \\S+`,
)
/** Anything else that the server logs: a time and words, none of which is the beginning of a query. */
const bindOther = new RegExp(
  `^(?:${bindTime}|${isoTime}|${syslogTime}) (?!.*\\bclient\\b)(?!.*\\bqueries:)\\S+ \\S+ .*\\S`,
)

export const bindShape = (layout: Layout): Shape =>
  queries(layout, {
    query: bindQuery,
    other: bindOther,
    parts: ([, time = '', client = '', name = '']) => ({ time, client, name }),
  })

const dnsmasqHead = `^(${syslogTime}|${isoTime}) (?:\\S+ )?dnsmasq(?:\\[\\d+\\])?: (?:\\d+ \\S+ )?`
const dnsmasqQuery = new RegExp(`${dnsmasqHead}query\\[\\S+\\] (\\S+) from (\\S+)`)
const dnsmasqOther = new RegExp(`${dnsmasqHead}(?!query\\[)\\S+ .*\\S`)

/** dnsmasq with log-queries: query[A] name from client; replies and forwards are whole and tell nothing. */
export const dnsmasqShape = (layout: Layout): Shape =>
  queries(layout, {
    query: dnsmasqQuery,
    other: dnsmasqOther,
    parts: ([, time = '', name = '', client = '']) => ({ time, client, name }),
  })

const windowsTime = '\\d{1,4}[/.-]\\d{1,2}[/.-]\\d{1,4} \\d{1,2}:\\d{2}:\\d{2}(?: [AP]M)?'
const windowsQuery = new RegExp(
  `^(${windowsTime}) +[0-9A-F]+ PACKET +[0-9A-Fa-f]+ (?:UDP|TCP) Rcv (\\S+) +[0-9A-Fa-f]+ +Q \\[[^\\]]*\\] +\\S+ +(\\(\\d+\\)\\S*)`,
)
/** Answers that were sent, events, and the header that explains the columns. */
const windowsOther = new RegExp(
  `^(?:(?:${windowsTime}) +[0-9A-F]+ (?:PACKET +[0-9A-Fa-f]+ (?:UDP|TCP) (?:Snd \\S+ +[0-9A-Fa-f]+|Rcv \\S+ +[0-9A-Fa-f]+ R) .*\\(\\d+\\)|(?!PACKET)\\S+ +\\S)|DNS Server log|Log file|Message logging|\\t| +\\S)`,
)

/** The debug log of Windows DNS, where a name is written by the lengths of its labels: (9)clearview(2)ai(0). */
export const windowsDnsShape = (layout: Layout): Shape => ({
  ...queries(layout, {
    query: windowsQuery,
    other: windowsOther,
    parts: ([, time = '', client = '', name = '']) => ({ time, client, name: nameOfLabels(name) }),
  }),
  anchor: '(',
})

const nameOfLabels = (labels: string): string =>
  labels
    .replace(/\(\d+\)/g, '.')
    .replace(/^\./, '')
    .replace(/\.$/, '')

type Parts = { readonly time: string; readonly client: string; readonly name: string }

const queries = (
  layout: Layout,
  of: { query: RegExp; other: RegExp; parts: (found: RegExpExecArray) => Parts },
): Shape => ({
  ...{ separator: 0, runs: false, quoted: false, multiline: false, anchor: '.', readAll: false },
  isWhole: (line) => {
    const text = lineText(line)
    return of.query.test(text) || of.other.test(text)
  },
  read: (text) => {
    const found = of.query.exec(text)
    if (!found) return undefined
    const { time, client, name } = of.parts(found)
    const atMs = timeBefore(time, layout)
    return { kind: 'lookup', atMs, person: client, host: name }
  },
  afterDirective: () => layout,
})

/** A time without a year lies in the year before the file was last written. */
function timeBefore(time: string, { writtenMs, dayFirst }: Layout): number | undefined {
  const latestMs = (writtenMs ?? Number.POSITIVE_INFINITY) + 86_400_000
  const year = writtenMs === undefined ? undefined : new Date(writtenMs).getUTCFullYear()
  const read = (some: number | undefined) =>
    readTime(time, { ...(some === undefined ? {} : { year: some }), dayFirst: dayFirst === true })
  const atMs = read(year)
  return year !== undefined && (atMs === undefined || atMs > latestMs) ? read(year - 1) : atMs
}
