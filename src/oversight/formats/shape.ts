import type { Sighting } from '../scan/sighting.ts'
import type { Layout } from './layout.ts'

/** A line where it lies, without its end; `separators` were counted outside quotes. */
export type LineAt = {
  readonly bytes: Uint8Array
  start: number
  end: number
  separators: number
  /** A quote was opened and not closed. */
  quoteOpen: boolean
}

/** How lines of a layout are told whole from broken without reading them, and how one that matters is read. */
export type Shape = {
  /** Byte that separates columns; 0 where none is counted. */
  readonly separator: number
  /** Several separators in a row count as one. */
  readonly runs: boolean
  readonly quoted: boolean
  /** A line's end within quotes is part of the record. */
  readonly multiline: boolean
  /** The byte after a label of a name: a dot, or the bracket of a Windows DNS log. */
  readonly anchor: '.' | '('
  /** Every whole line is read, whatever it names: what tells a service here is words, not a host. */
  readonly readAll: boolean
  readonly isWhole: (line: LineAt) => boolean
  /** What a whole line tells; undefined where it tells nothing that matters, 'broken' where only reading shows that it is. */
  readonly read: (text: string) => Sighting | undefined | 'broken'
  /** The layout after a line that begins with #; the same object where it changes nothing. */
  readonly afterDirective: (text: string) => Layout
}

export const newline = 10
export const space = 32
export const quote = 34
export const hash = 35

export const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57

/** The text of a line; byte for byte, which is quick, unless people are to read it. */
export const lineText = ({ bytes, start, end }: LineAt, encoding: 'latin1' | 'utf8' = 'latin1'): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString(encoding)
