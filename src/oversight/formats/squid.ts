import { readTime } from '../scan/read-time.ts'
import type { Sighting } from '../scan/sighting.ts'
import type { Layout } from './layout.ts'
import { isDigit, type LineAt, lineText, type Shape, space } from './shape.ts'
import { accountOr, saysBlocked, urlParts } from './url-parts.ts'

/** Squid's own format: time elapsed client code/status bytes method URL user hierarchy type, and whatever a site appends. */
export const squidShape = (layout: Layout): Shape => ({
  ...{ separator: space, runs: true, quoted: false, multiline: false, anchor: '.', readAll: false },
  isWhole: (line) => line.separators >= 9 && startsWithSeconds(line),
  read: (text) => {
    const [seconds = '', , client, code = '', , method = '', address = '', user] = text.trim().split(/ +/)
    const [action = '', status = ''] = code.split('/')
    return requested({
      ...{
        atMs: readTime(seconds),
        person: accountOr(user, client),
        method,
        address,
        blocked: saysBlocked(action),
      },
      status: Number(status),
    })
  },
  afterDirective: () => layout,
})

/** Digits, a dot, three digits, a space: seconds since 1970. */
function startsWithSeconds({ bytes, start, end }: LineAt): boolean {
  let at = start
  while (at < end && isDigit(bytes[at])) at++
  if (at - start < 9 || bytes[at] !== 46) return false
  return isDigit(bytes[at + 1]) && isDigit(bytes[at + 2]) && isDigit(bytes[at + 3]) && bytes[at + 4] === space
}

const combined =
  /^(\S+) \S+ (\S+) \[([^\]]+)\] "([A-Z]+) (\S+)[^"]*" (\d{3}|-) (\d+|-)(?: "[^"]*" "[^"]*")?(?: ([A-Z_]+):\S+)?/

/** The format of web servers, which Squid writes too: client - user [time] "METHOD URL" status bytes "referrer" "agent" code. */
export const squidCombinedShape = (layout: Layout): Shape => ({
  ...{ separator: 0, runs: false, quoted: false, multiline: false, anchor: '.', readAll: false },
  isWhole: (line) => combined.test(lineText(line)),
  read: (text) => {
    const found = combined.exec(text)
    if (!found) return 'broken'
    const [, client, user, time = '', method = '', address = '', status, , action = ''] = found
    return requested({
      ...{
        atMs: readTime(time),
        person: accountOr(user, client),
        method,
        address,
        blocked: saysBlocked(action),
      },
      status: Number(status),
    })
  },
  afterDirective: () => layout,
})

/** A request through a proxy; CONNECT opens a tunnel whose content nobody sees. */
export function requested(of: {
  atMs: number | undefined
  person: string
  method: string
  address: string
  status: number
  blocked: boolean
  sentBytes?: number | undefined
}): Sighting {
  const { host, path } = urlParts(of.address)
  const tunnel = of.method.toUpperCase() === 'CONNECT'
  return {
    ...{
      kind: tunnel ? 'tunnel' : 'request',
      atMs: of.atMs,
      person: of.person,
      host,
      method: of.method.toUpperCase(),
    },
    path: tunnel ? '/' : path,
    blocked: of.blocked || of.status === 407,
    ...(Number.isFinite(of.status) ? { status: of.status } : {}),
    ...(of.sentBytes === undefined ? {} : { sentBytes: of.sentBytes }),
  }
}
