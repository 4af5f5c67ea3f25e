import { createHash } from 'node:crypto'
import { type ModelId, Refused } from '../kernel/index.ts'
import type { MatcherRefusal } from './refusals.ts'
import { openBlock, sealBlock } from './sealed-block.ts'

/** What stands at the head of a segment file, in the clear: nothing of a person. */
export type SegmentHeader = {
  readonly version: 1
  readonly model: ModelId
  readonly dimension: number
  /** Random; blocks are sealed to it, so that no block opens in another file. */
  readonly fileId: string
  /** Counts rewrites; the higher of two whole headers holds. */
  readonly generation: number
  readonly blocks: number
  readonly rows: number
  /** Whether blocks and rows are what was last written; false while rows change. */
  readonly clean: boolean
  /** Sealed with the templates' key: tells a wrong key from a damaged file. */
  readonly keyCheck: string
  /** Words of the rows by number; a sex is counted from 1, since 0 is a free row. */
  readonly agencies: readonly string[]
  readonly sexes: readonly string[]
}

/** A header is kept twice and rewritten in turn, so that a torn write leaves the other. */
export const headerBytes = 65_536
const magic = 'casebound-templates 1'

export const keyCheckOf = (key: Uint8Array, fileId: string): string =>
  Buffer.from(sealBlock(key, { plain: new Uint8Array(0), boundTo: `key check ${fileId}` })).toString('hex')

/** The header as bytes: a line that names the format, a line with the checksum of the rest, JSON, and spaces. */
export function encodeHeader(header: SegmentHeader): Uint8Array {
  const body = JSON.stringify(header)
  const text = Buffer.from(`${magic}\n${checksum(body)}\n${body}\n`)
  if (text.length > headerBytes)
    throw new Error(`a segment header of ${text.length} bytes; ${headerBytes} fit`)
  const bytes = Buffer.alloc(headerBytes, ' ')
  bytes.set(text)
  return bytes
}

/** Undefined when the bytes are no whole header. They come from a disk, and a disk errs. */
export function decodeHeader(bytes: Uint8Array): SegmentHeader | undefined {
  const [name, sum, body] = Buffer.from(bytes).toString('utf8').split('\n', 3)
  if (name?.startsWith('casebound-templates ') && name !== magic) throw headerNewer(name)
  if (name !== magic || body === undefined || sum !== checksum(body)) return undefined
  return JSON.parse(body)
}

const checksum = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Refuses TEMPLATES_KEY_WRONG and TEMPLATES_OF_OTHER_MODEL. */
export function checkHeader(
  header: SegmentHeader,
  expected: { path: string; key: Uint8Array; modelId: ModelId; dimension: number },
): void {
  const { path, key, modelId, dimension } = expected
  if (header.model !== modelId || header.dimension !== dimension)
    throw new Refused<MatcherRefusal>({
      code: 'TEMPLATES_OF_OTHER_MODEL',
      reason: `The template file ${path} was made by model ${header.model} with ${header.dimension} dimensions, not by ${modelId} with ${dimension}.`,
      needed: 'Keep the template files of each model in a folder of their own.',
      evidence: { path },
    })
  const sealed = Buffer.from(header.keyCheck, 'hex')
  if (openBlock(key, { sealed, boundTo: `key check ${header.fileId}` }) === undefined)
    throw new Refused<MatcherRefusal>({
      code: 'TEMPLATES_KEY_WRONG',
      reason: `The template file ${path} was encrypted with another key.`,
      needed:
        'Use the key file that belongs to this data folder (see CASEBOUND_KEY_FILE), or remove the templates folder: it is made again from the database.',
      evidence: { path },
    })
}

const headerNewer = (name: string) =>
  new Refused<MatcherRefusal>({
    code: 'TEMPLATES_NEWER',
    reason: `A template file is of the format ${JSON.stringify(name.slice(0, 40))}; this version reads ${magic}.`,
    needed: 'Run the version of Casebound that wrote it, or a newer one.',
  })
