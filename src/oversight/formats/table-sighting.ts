import { readTime } from '../scan/read-time.ts'
import type { Sighting } from '../scan/sighting.ts'
import type { Columns, Layout, Role } from './layout.ts'
import { requested } from './squid.ts'
import { accountOr, saysBlocked } from './url-parts.ts'

/** What a row of a table tells, by the roles of its columns. Undefined where it lacks what its kind of table is about. */
export function tableSighting(cells: readonly string[], layout: Layout): Sighting | undefined {
  const columns: Columns = layout.columns ?? {}
  const cell = (role: Role): string | undefined => {
    const at = columns[role]
    const value = at === undefined ? undefined : cells[at]?.trim()
    return value === '' || value === '-' ? undefined : value
  }
  const atMs = rowTime(cell, layout)
  const person = accountOr(cell('person'), cell('address') ?? cell('device'))
  switch (layout.table) {
    case 'web':
      return webRow(cell, {
        atMs,
        person,
        method: layout.columns?.method === undefined ? undefined : verbIn(cells, layout),
      })
    case 'dns':
    case 'tls': {
      const host = cell('host') ?? cell('url')
      if (host === undefined) return undefined
      const blocked = saysBlocked(cell('action') ?? '')
      return { kind: layout.table === 'dns' ? 'lookup' : 'tunnel', atMs, person, host, blocked }
    }
    case 'mail':
      return mailRow(cell, atMs)
    case 'inventory':
      return inventoryRow(cell, { atMs, person })
    case 'purchase': {
      const text = [cell('merchant'), cell('text')].filter((one) => one !== undefined).join(' · ')
      return text === '' ? undefined : { kind: 'purchase', atMs, person, text, id: cells.join('\u0000') }
    }
    case 'sign-on':
      return signOnRow(cell, { atMs, person })
    case undefined:
      return undefined
  }
}

type Cell = (role: Role) => string | undefined
type Who = { readonly atMs: number | undefined; readonly person: string }

function rowTime(cell: Cell, layout: Layout): number | undefined {
  const date = cell('date')
  const clock = cell('clock')
  const text = cell('time') ?? (date === undefined ? undefined : `${date} ${clock ?? '00:00:00'}`)
  if (text === undefined) return undefined
  return readTime(text, { dayFirst: layout.dayFirst === true })
}

/** The verb of a request. Versions of Palo Alto's syslog put it at different places, so there it is looked for. */
function verbIn(
  cells: readonly string[],
  { columns, fewestColumns, mostColumns }: Layout,
): string | undefined {
  const told = cells[columns?.method ?? 0]?.trim()
  if (fewestColumns === mostColumns || isVerb(told)) return told
  return cells.slice(columns?.url).find((one) => isVerb(one.trim()))
}

const isVerb = (word: string | undefined): boolean =>
  /^(get|post|put|patch|head|delete|options|connect)$/i.test(word ?? '')

function webRow(cell: Cell, { method, ...who }: Who & { method: string | undefined }): Sighting | undefined {
  const host = cell('host')
  const address =
    cell('url') ?? (host === undefined ? undefined : `${host}${cell('path') ?? '/'}${cell('query') ?? ''}`)
  if (address === undefined) return undefined
  const sent = Number(cell('sent-bytes') ?? Number.NaN)
  return requested({
    ...{ ...who, address, method: method || 'GET', blocked: saysBlocked(cell('action') ?? '') },
    status: Number(cell('status') ?? Number.NaN),
    sentBytes: Number.isFinite(sent) ? sent : undefined,
  })
}

function mailRow(cell: Cell, atMs: number | undefined): Sighting | undefined {
  const sender = cell('sender')
  const recipient = cell('recipient')
  if (sender === undefined || recipient === undefined) return undefined
  const [person = ''] = recipient.split(/[;,]/)
  return {
    kind: 'mail',
    atMs,
    person,
    sender,
    text: cell('text') ?? '',
    id: cell('id') ?? `${atMs ?? ''} ${sender}`,
  }
}

function inventoryRow(cell: Cell, who: Who): Sighting | undefined {
  const text = cell('app')
  const bundleId = cell('bundle')
  const extensionId = cell('extension')
  if (text === undefined && bundleId === undefined && extensionId === undefined) return undefined
  return {
    ...{
      kind: 'inventory',
      ...who,
      text: text ?? '',
      id: `${cell('device') ?? who.person} ${bundleId ?? extensionId ?? text}`,
    },
    ...(bundleId === undefined ? {} : { bundleId }),
    ...(extensionId === undefined ? {} : { extensionId }),
  }
}

function signOnRow(cell: Cell, who: Who): Sighting | undefined {
  const text = cell('app') ?? cell('text')
  if (text === undefined) return undefined
  const outcome = `${cell('status') ?? ''} ${cell('action') ?? ''}`
  const blocked = /fail|den|block|interrupt|error/i.test(outcome) || /^\s*[1-9]\d{4,}\b/.test(outcome)
  return {
    kind: 'sign-on',
    ...who,
    text,
    blocked,
    ...(cell('id') === undefined ? {} : { id: cell('id') ?? '' }),
  }
}
