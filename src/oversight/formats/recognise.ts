import { headedTable, paloAltoRaw, umbrellaRaw, w3cFields, zeekFields } from './header-layout.ts'
import { jsonTable, parsed } from './json-log.ts'
import type { Layout } from './layout.ts'
import { type LineAt, newline } from './shape.ts'
import { shapeOf } from './shape-of.ts'

export type Hints = {
  /** When the file was last written, in milliseconds since 1970: some logs write no year. */
  readonly writtenMs: number
  readonly dayFirst: boolean
}

/** The layout of a log by its first bytes; undefined where none fits. The bytes are from outside. */
export function recognise(head: Uint8Array, hints: Hints): Layout | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  const lines = text.split(/\r?\n/).slice(0, 400)
  const shown = lines.filter((line) => line.trim() !== '')
  const [first = ''] = shown
  const byName = byFirstLines(shown, first)
  if (byName) return { ...byName, dayFirst: hints.dayFirst }
  const { writtenMs, dayFirst } = hints
  const candidates: readonly Layout[] = [
    { format: 'squid', title: 'Squid' },
    { format: 'squid-combined', title: 'Squid (combined)' },
    { format: 'bind', title: 'BIND query log', writtenMs },
    { format: 'dnsmasq', title: 'dnsmasq', writtenMs },
    { format: 'windows-dns', title: 'Windows DNS debug log', dayFirst: dayFirst || monthTooLarge(shown) },
    ...(someLine(shown, paloAltoLine) ? [paloAltoRaw] : []),
    ...(someLine(shown, umbrellaLine) ? [umbrellaRaw] : []),
  ]
  const fitting = candidates.map((layout) => ({ layout, share: wholeShare(head, layout) }))
  const best = fitting.reduce((one, other) => (other.share > one.share ? other : one), {
    layout: undefined,
    share: 0,
  } as {
    layout: Layout | undefined
    share: number
  })
  return best.share >= 0.5 ? best.layout : undefined
}

/** Looked for line by line: over a whole head such expressions would go through it once for every line. */
const paloAltoLine = /^[^,]{0,80},\d{4}[/-]\d{2}[/-]\d{2} [^,]{0,40},[^,]{0,40},(THREAT|TRAFFIC|URL)\b/
const umbrellaLine = /^"?\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}"?,.*"(Allowed|Blocked|Proxied)"/
const someLine = (lines: readonly string[], form: RegExp): boolean =>
  lines.slice(0, 50).some((line) => form.test(line))

/** Kinds that say what they are. */
function byFirstLines(shown: readonly string[], first: string): Layout | undefined {
  if (/^From \S+ .*\d{4}/.test(first)) return { format: 'mbox', title: 'mailbox' }
  const directives = shown.filter((line) => line.startsWith('#'))
  if (first.startsWith('#')) {
    const known = directives.flatMap((line) => w3cFields(line) ?? zeekFields(line) ?? []).at(0)
    if (known) return known
  }
  if (/^\s*\[|^\s*\{\s*$|^\s*\{\s*"(value|events|records|data)"\s*:\s*\[/.test(first))
    return { format: 'json-array', title: 'sign-on JSON' }
  const event = first.startsWith('{') ? parsed(first) : undefined
  const table = event ? jsonTable(event) : undefined
  if (table)
    return {
      format: 'json-lines',
      title: table === 'sign-on' ? 'sign-on JSON' : `Zeek JSON (${table})`,
      table,
    }
  const headers = shown.slice(0, 40)
  if (
    /^[A-Za-z-]+:/.test(first) &&
    ['from:', 'date:'].every((name) => headers.some((one) => one.toLowerCase().startsWith(name)))
  ) {
    return { format: 'eml', title: 'mail' }
  }
  return headedTable(first)
}

/** Dates like 26/11/2019: the day stands first. */
const monthTooLarge = (lines: readonly string[]): boolean =>
  lines.some((line) => /^(1[3-9]|2\d|3[01])\/\d{1,2}\/\d{4} /.test(line))

const looked = 200

/** Which share of the first lines is whole under a layout, of those that tell something one and a half times. */
function wholeShare(head: Uint8Array, layout: Layout): number {
  const shape = shapeOf(layout)
  if (!shape) return 0
  const line: LineAt = { bytes: head, start: 0, end: 0, separators: 0, quoteOpen: false }
  let whole = 0
  let telling = 0
  let all = 0
  while (all < looked) {
    const end = head.indexOf(newline, line.start)
    // The last line of the head may be cut; alone it is all there is.
    if (end < 0 && all > 0) break
    line.end = end < 0 ? head.length : end
    if (line.end > line.start && head[line.end - 1] === 13) line.end--
    if (line.end > line.start) {
      all++
      line.separators = separatorsIn(line, shape)
      const text = Buffer.from(head.subarray(line.start, line.end)).toString('utf8')
      if (shape.isWhole(line)) {
        whole++
        if (typeof shape.read(text) === 'object') telling++
      }
    }
    if (end < 0) break
    line.start = end + 1
  }
  return all === 0 || telling === 0 ? 0 : (whole + telling / 2) / all / 1.5
}

function separatorsIn(line: LineAt, shape: { separator: number; runs: boolean; quoted: boolean }): number {
  let count = 0
  let open = false
  for (let at = line.start; at < line.end; at++) {
    const byte = line.bytes[at]
    if (shape.quoted && byte === 34) open = !open
    else if (byte === shape.separator && !open && !(shape.runs && line.bytes[at - 1] === byte)) count++
  }
  return count
}
