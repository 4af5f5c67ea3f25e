import { isAbsolute } from 'node:path'
import { readIfPresent, writeFileDurably } from '../../storage/index.ts'
import { refused } from '../ledger-refusal.ts'

/** A copy of the log elsewhere: a folder that this house fills, or an address where a publication of the log is served. */
export type Mirror = { readonly name: string; readonly place: string }

const format = 'casebound-mirrors-v1'
const namePattern = /^[a-z0-9][a-z0-9-]{0,31}$/
export const mostMirrors = 10

/** Whether a mirror is read over HTTP; all others are folders on a disk. */
export const isAddress = ({ place }: Pick<Mirror, 'place'>): boolean => /^https?:\/\//.test(place)

/** The mirrors that the operator named; none without the file. Refused MIRROR_LIST_DAMAGED. */
export async function readMirrors(path: string | undefined): Promise<readonly Mirror[]> {
  const bytes = path === undefined ? undefined : await readIfPresent(path)
  if (bytes === undefined) return []
  const mirrors = readList(Buffer.from(bytes).toString('utf8'))
  if (mirrors !== undefined) return mirrors
  throw refused({
    code: 'MIRROR_LIST_DAMAGED',
    reason: `The file ${path} is no list of mirrors.`,
    needed: 'Restore it, or remove it and name the mirrors again: casebound log mirrors add NAME PLACE.',
  })
}

export const writeMirrors = (path: string, mirrors: readonly Mirror[]): Promise<void> =>
  writeFileDurably(path, Buffer.from(`${JSON.stringify({ format, mirrors }, null, 2)}\n`))

/** Refuses (MIRROR_INVALID) a name or a place that cannot stand in the list beside the others. */
export function checkMirror({ name, place }: Mirror, others: readonly Mirror[]): void {
  const fault = faultOf({ name, place }) ?? clash({ name, place }, others)
  if (fault === undefined) return
  throw refused({
    code: 'MIRROR_INVALID',
    reason: `The mirror ${JSON.stringify(name.slice(0, 50))} ${fault}.`,
    needed:
      'A name of 1 to 32 lower-case letters, digits and hyphens, and a folder or an http address of its own.',
  })
}

function faultOf({ name, place }: Mirror): string | undefined {
  if (!namePattern.test(name)) return 'has a name that is not allowed'
  if (!isAddress({ place })) return isAbsolute(place) ? undefined : 'has a place that is no whole path'
  if (!URL.canParse(place)) return 'has an address that is none'
  const { username, password, search, hash } = new URL(place)
  return username + password + search + hash === '' ? undefined : 'has an address with more than a path'
}

function clash({ name, place }: Mirror, others: readonly Mirror[]): string | undefined {
  if (others.length >= mostMirrors) return `is one too many; the limit is ${mostMirrors}`
  if (others.some((other) => other.name === name)) return 'has a name that another one has'
  return others.some((other) => other.place === place) ? 'has a place that another one has' : undefined
}

/** A file that only we write; whatever is unexpected in it makes it none. */
function readList(text: string): readonly Mirror[] | undefined {
  try {
    const { format: said, mirrors } = JSON.parse(text) as Record<string, unknown>
    if (said !== format || !Array.isArray(mirrors) || mirrors.length > mostMirrors) return undefined
    const read = mirrors.map(({ name, place }) => ({ name: String(name), place: String(place) }))
    return read.every((mirror) => faultOf(mirror) === undefined) ? read : undefined
  } catch {
    return undefined
  }
}
