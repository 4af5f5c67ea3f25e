import { readTime } from '../scan/read-time.ts'
import type { Sighting } from '../scan/sighting.ts'

export type MailFaults = {
  readonly broken: (line: number, text: string) => void
  readonly mail: (sighting: Sighting, of: { line: number; text: string }) => void
}

const longestHeader = 65_536

/**
 * Reads mail line by line: a mailbox (RFC 4155: each message begins with a line "From ") or one message. Only headers are kept,
 * one message's at a time. `next` takes a line without its end; `end` closes the last message.
 */
export function mailReader(
  kind: 'mbox' | 'eml',
  out: MailFaults,
): { next: (line: string) => void; end: () => void } {
  let number = 0
  let startedAt = 1
  let inHeaders = kind === 'eml'
  let blankBefore = true
  let headers: string[] = []
  let kept = 0
  const close = () => {
    if (headers.length > 0) out.mail(mailOf(headers), { line: startedAt, text: headers.join('\n') })
    headers = []
    kept = 0
  }
  return {
    next: (line) => {
      number++
      if (kind === 'mbox' && blankBefore && line.startsWith('From ')) {
        close()
        inHeaders = true
        startedAt = number
      } else if (inHeaders) {
        if (line === '') inHeaders = false
        else if (/^[ \t]/.test(line) && headers.length > 0)
          headers.push(`${headers.pop() ?? ''} ${line.trim()}`)
        else if (/^[!-9;-~]+:/.test(line)) {
          kept += line.length
          if (kept < longestHeader) headers.push(line)
        } else out.broken(number, line)
      } else if (kind === 'mbox' && number === 1) out.broken(number, line)
      blankBefore = line === ''
    },
    end: close,
  }
}

function mailOf(headers: readonly string[]): Sighting {
  const value = (name: string): string | undefined => {
    const line = headers.find((one) => one.toLowerCase().startsWith(`${name}:`))
    return line === undefined ? undefined : line.slice(name.length + 1).trim()
  }
  const person = addressIn(
    value('delivered-to') ?? value('x-original-to') ?? value('to') ?? value('x-envelope-to') ?? '',
  )
  return {
    ...{ kind: 'mail', atMs: readTime(value('date') ?? ''), person },
    sender: addressIn(value('from') ?? value('return-path') ?? ''),
    text: decodeWords(value('subject') ?? ''),
    id: value('message-id') ?? `${value('date') ?? ''} ${value('from') ?? ''} ${person}`,
  }
}

/** The first address of a field, without the name before it. */
function addressIn(field: string): string {
  const bracketed = /<([^<>\s]+@[^<>\s]+)>/.exec(field)?.[1]
  return bracketed ?? /[^\s<>,;:"]+@[^\s<>,;:"]+/.exec(field)?.[0] ?? field.trim()
}

/** Encoded words of RFC 2047; what cannot be decoded stays as it is. */
function decodeWords(text: string): string {
  return text.replace(
    /=\?([\w-]+)\?([BbQq])\?([^?]*)\?=\s*/g,
    (whole, charset: string, how: string, body: string) => {
      const latin = /^(iso-8859|windows-125|us-ascii)/i.test(charset)
      if (!latin && !/^utf-?8$/i.test(charset)) return whole
      const bytes =
        how.toUpperCase() === 'B'
          ? Buffer.from(body, 'base64')
          : Buffer.from(
              body
                .replaceAll('_', ' ')
                .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
                  String.fromCharCode(Number.parseInt(hex, 16)),
                ),
              'latin1',
            )
      return bytes.toString(latin ? 'latin1' : 'utf8')
    },
  )
}
