import { columnsOf, plainName, tableKindOf } from './columns-of.ts'
import { csvCells } from './csv.ts'
import type { Layout } from './layout.ts'

const separators = [',', ';', '\t'] as const

/** The layout of a table by its heading; undefined where the heading does not say enough. */
export function headedTable(line: string): Layout | undefined {
  for (const separator of separators) {
    const heading = csvCells(line.replace(/^\u00ef\u00bb\u00bf|^\ufeff/, ''), separator)
    if (heading === undefined || heading.length < 3) continue
    const columns = columnsOf(heading)
    const table = tableKindOf(heading, columns)
    if (table === undefined) continue
    const count = heading.length
    return {
      ...{ format: 'csv', title: tableTitle(heading.map(plainName), table), separator, table, columns },
      ...{ fewestColumns: count, mostColumns: count, headed: true },
    }
  }
  return undefined
}

function tableTitle(plain: readonly string[], table: string): string {
  const has = (...wanted: readonly string[]) => wanted.some((name) => plain.includes(name))
  if (table === 'web' && has('urlfilename', 'threatcontenttype', 'serial')) return 'Palo Alto CSV'
  if (table === 'web' && has('policyaction', 'urlcategory', 'loggedtime', 'urlsupercategory'))
    return 'Zscaler CSV'
  if (table === 'dns' && has('mostgranularidentity', 'policyidentity', 'internalip')) return 'Umbrella CSV'
  if (table === 'inventory') return has('computername', 'applicationtitle') ? 'Jamf CSV' : 'Intune CSV'
  if (table === 'mail') return 'message trace CSV'
  return table === 'purchase' ? 'purchases CSV' : `${table} CSV`
}

/** The layout that a line #Fields: (W3C, Exchange) gives; undefined for other directives. */
export function w3cFields(directive: string): Layout | undefined {
  const named = /^#Fields:\s*(.+)$/i.exec(directive.trim())?.[1]
  if (named === undefined) return undefined
  const separator = named.includes(',') ? ',' : named.includes('\t') ? '\t' : ' '
  const heading = separator === ' ' ? named.trim().split(/ +/) : named.split(separator)
  const columns = columnsOf(heading)
  const table = tableKindOf(heading, columns)
  if (table === undefined) return undefined
  const title = table === 'mail' ? 'Exchange message tracking' : 'W3C extended'
  return { format: 'w3c', title, separator, table, columns, fewestColumns: heading.length }
}

/** The layout that a line #fields of Zeek gives. */
export function zeekFields(directive: string): Layout | undefined {
  const [sign, ...heading] = directive.split('\t')
  if (sign !== '#fields') return undefined
  const columns = columnsOf(heading)
  const table = heading.includes('server_name') ? 'tls' : heading.includes('query') ? 'dns' : undefined
  if (table === undefined) return undefined
  const own = {
    ...{ time: heading.indexOf('ts'), address: heading.indexOf('id.orig_h') },
    host: heading.indexOf(table === 'tls' ? 'server_name' : 'query'),
  }
  const { person: _, action: __, ...others } = columns
  return {
    format: 'zeek',
    title: `Zeek ${table === 'tls' ? 'ssl.log' : 'dns.log'}`,
    table,
    columns: { ...others, ...own },
    fewestColumns: heading.length,
  }
}

/** URL filtering of Palo Alto as it goes to syslog, without a heading; places after the maker's field list (PAN-OS 9 and 10). */
export const paloAltoRaw: Layout = {
  ...{
    format: 'csv',
    title: 'Palo Alto CSV',
    separator: ',',
    table: 'web',
    fewestColumns: 35,
    mostColumns: 200,
  },
  columns: { time: 6, address: 7, person: 12, action: 30, url: 31, method: 63 },
}

/** Umbrella's DNS log as it lies in storage, without a heading. */
export const umbrellaRaw: Layout = {
  ...{
    format: 'csv',
    title: 'Umbrella CSV',
    separator: ',',
    table: 'dns',
    fewestColumns: 10,
    mostColumns: 20,
  },
  columns: { time: 0, person: 1, address: 3, action: 5, host: 8 },
}
