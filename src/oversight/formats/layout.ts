/** How logs of one kind are laid out. */
export const lineFormats = [
  'squid',
  'squid-combined',
  'w3c',
  'csv',
  'zeek',
  'json-lines',
  'bind',
  'dnsmasq',
  'windows-dns',
] as const
/** Kinds that are not read line by line. */
export const wholeFormats = ['mbox', 'eml', 'json-array'] as const

export type LineFormatName = (typeof lineFormats)[number]
export type FormatName = LineFormatName | (typeof wholeFormats)[number]

/** What a column of a table tells. */
export const roles = [
  ...[
    'time',
    'date',
    'clock',
    'person',
    'address',
    'url',
    'host',
    'path',
    'query',
    'method',
    'status',
    'action',
  ],
  ...['sent-bytes', 'sender', 'recipient', 'text', 'app', 'bundle', 'extension', 'merchant', 'device', 'id'],
] as const
export type Role =
  | (
      | 'time'
      | 'date'
      | 'clock'
      | 'person'
      | 'address'
      | 'url'
      | 'host'
      | 'path'
      | 'query'
      | 'method'
      | 'status'
      | 'action'
    )
  | (
      | 'sent-bytes'
      | 'sender'
      | 'recipient'
      | 'text'
      | 'app'
      | 'bundle'
      | 'extension'
      | 'merchant'
      | 'device'
      | 'id'
    )

/** What a table is about. */
export const tableKinds = ['web', 'dns', 'tls', 'mail', 'inventory', 'purchase', 'sign-on'] as const
export type TableKind = (typeof tableKinds)[number]

/** Where each role stands: index of the column, from 0. */
export type Columns = Readonly<Partial<Record<Role, number>>>

/** All that is needed to read a line without having seen those before it; plain data, so that a thread can be given it. */
export type Layout = {
  readonly format: FormatName
  /** As it is called to people, e.g. "Zscaler CSV". */
  readonly title: string
  readonly separator?: ',' | ';' | '\t' | ' '
  readonly table?: TableKind
  readonly columns?: Columns
  /** How many columns a whole line has, at least and at most. */
  readonly fewestColumns?: number
  readonly mostColumns?: number
  /** For logs that write no year: when the file was last written, in milliseconds since 1970. Nothing in it is later. */
  readonly writtenMs?: number
  readonly dayFirst?: boolean
  /** The first line names the columns and is no record. */
  readonly headed?: boolean
}
