import { createHash } from 'node:crypto'
import { StringDecoder } from 'node:string_decoder'
import { jsonSighting, parsed } from '../formats/json-log.ts'
import { objectSplitter } from '../formats/json-objects.ts'
import type { Layout } from '../formats/layout.ts'
import { mailReader } from '../formats/mail.ts'
import { type LogSource, openStream } from './log-source.ts'
import type { Read } from './mark.ts'
import { type Quest, Reading } from './read-stretch.ts'

/** Reads mail or one JSON array from beginning to end in a small space; gives also the SHA-256 of its bytes. */
export async function readWhole(
  quest: Quest,
  of: { readonly source: LogSource; readonly layout: Layout; readonly onDisk: (bytes: number) => void },
): Promise<{ readonly read: Read; readonly hash: string; readonly bytes: number }> {
  const reading = new Reading(quest.finder)
  const reader =
    of.layout.format === 'json-array' ? arrayReader(reading) : linesReader(reading, of.layout.format)
  const decoder = new StringDecoder('utf8')
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of await openStream(of.source, of.onDisk)) {
    const more: Buffer = piece
    hash.update(more)
    bytes += more.length
    reader.next(decoder.write(more))
  }
  reader.next(decoder.end())
  return { read: reading.ended(bytes === 0 ? 0 : reader.end()), hash: hash.digest('hex'), bytes }
}

type Reader = { readonly next: (piece: string) => void; readonly end: () => number }

const longestLine = 1 << 20

function linesReader(reading: Reading, format: Layout['format']): Reader {
  const mail = mailReader(format === 'eml' ? 'eml' : 'mbox', {
    broken: (line, text) => reading.tellBroken(line, text),
    mail: (sighting, of) => reading.tell(sighting, of),
  })
  let rest = ''
  let lines = 0
  const line = (text: string) => {
    lines++
    mail.next(text.endsWith('\r') ? text.slice(0, -1) : text)
  }
  return {
    next: (piece) => {
      const parts = (rest + piece).split('\n')
      // A line without an end in sight is cut, not kept: an attachment on one line must not fill the memory.
      rest = (parts.pop() ?? '').slice(0, longestLine)
      for (const part of parts) line(part)
    },
    end: () => {
      if (rest !== '') line(rest)
      mail.end()
      return lines
    },
  }
}

function arrayReader(reading: Reading): Reader {
  const splitter = objectSplitter((text, line) => {
    const event = parsed(text)
    if (event === undefined) return reading.tellBroken(line, text)
    const sighting = jsonSighting(event)
    if (sighting) reading.tell(sighting, { line, text })
  })
  return {
    next: (piece) => splitter.next(piece),
    end: () => {
      const { closed, lines } = splitter.end()
      if (!closed) reading.tellBroken(lines, 'the array breaks off here')
      return lines
    },
  }
}
