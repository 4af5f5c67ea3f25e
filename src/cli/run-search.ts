import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { checkPhotoBytes } from '../face/index.ts'
import { Refused } from '../kernel/index.ts'
import { type Recipe, readRecipe } from '../preparation/index.ts'
import { checkInclusion, type Inclusion } from './check-inclusion.ts'
import type { Door } from './door.ts'
import { type Terminal, table } from './terminal.ts'

export type Candidate = {
  readonly rank: number
  readonly personId: string
  readonly bookingId: string
  readonly bookingNumber: string
  readonly bookingDate: string
  readonly similarity: number
}

export type SearchAnswer = {
  readonly request: { readonly id: string }
  readonly search: {
    readonly id: string
    readonly logIndex: number
    readonly resultIndex: number
    readonly certificate: {
      readonly exact: boolean
      readonly rowsScanned: number
      readonly rowsInGallery: number
    }
    readonly certificateWords: string
    readonly conditions?: readonly { readonly id: string; readonly words: string }[]
    readonly decision: {
      readonly packId: string
      readonly packVersion: string
      readonly rulesApplied: readonly string[]
    }
  }
  readonly candidates: readonly Candidate[]
}

export type ProbeFile = { readonly name: string; readonly image: Buffer<ArrayBuffer> }
export type Details = Readonly<Record<string, unknown>>

/** Runs acts one and two through the door: draft, probe, submit; then checks both log entries from the public files. */
export async function runSearch(
  door: Door,
  of: { probe: ProbeFile; details: Details; steps?: Recipe | undefined },
): Promise<{ answer: SearchAnswer; inclusion: Inclusion }> {
  const { id } = await door.call<{ id: string }>('POST', '/api/requests', of.details)
  const form = new FormData()
  form.set('photo', new Blob([of.probe.image]), of.probe.name)
  await door.call('PUT', `/api/requests/${id}/probe`, form)
  if (of.steps !== undefined) await prepare(door, { id, steps: of.steps })
  if (of.details.faceIndex !== undefined) {
    await door.call('PATCH', `/api/requests/${id}`, { faceIndex: of.details.faceIndex })
  }
  const answer = await door.call<SearchAnswer>('POST', `/api/requests/${id}/submit?candidates=yes`)
  const { verifierKey } = await door.call<{ verifierKey: string }>('GET', '/api/log')
  const indices = [answer.search.logIndex, answer.search.resultIndex]
  return { answer, inclusion: await checkInclusion(door, { vkey: verifierKey, indices }) }
}

async function prepare(door: Door, of: { id: string; steps: Recipe }): Promise<void> {
  const recipe = { title: 'From the command line', steps: of.steps }
  const added = await door.call<{ id: string }>('POST', `/api/requests/${of.id}/recipes`, recipe)
  await door.call('PUT', `/api/requests/${of.id}/chosen-recipe`, { recipeId: added.id })
}

/** Reads a recipe's file: a JSON list of steps. Refuses FILE_MISSING, RECIPE_INVALID, OPERATION_UNKNOWN. */
export async function readRecipeFile(path: string): Promise<Recipe> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw fileMissing(path, 'Give the path of the recipe, a JSON list of steps.')
  const text = found.size > recipeFileBytes ? '' : await readFile(path, 'utf8')
  return readRecipe(parsed(text))
}

const recipeFileBytes = 64 * 1024

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const fileMissing = (path: string, needed: string) =>
  new Refused<'FILE_MISSING'>({ code: 'FILE_MISSING', reason: `There is no file ${path}.`, needed })

/** Reads the probe's file. Refuses FILE_MISSING, IMAGE_TOO_LARGE before any of it is read. */
export async function readProbeFile(path: string): Promise<ProbeFile> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw fileMissing(path, 'Give the path of the probe image.')
  checkPhotoBytes(found.size)
  return { name: basename(path), image: await readFile(path) }
}

/** The search in words: decision, log, list, exactness, proof. */
export function printSearch(terminal: Terminal, of: { answer: SearchAnswer; inclusion: Inclusion }): void {
  const { search, candidates } = of.answer
  const { print } = terminal
  print(
    `Permitted by ${search.decision.packId} ${search.decision.packVersion}: ${search.decision.rulesApplied.join(', ')}`,
  )
  for (const { id, words } of search.conditions ?? []) print(`  ${id}: ${words}`)
  print(
    `Log: entry ${search.logIndex} (search, before any comparison), entry ${search.resultIndex} (result, before this list)`,
  )
  print('')
  print(
    candidates.length === 0
      ? '  No candidates.'
      : table([
          ['rank', 'person', 'booking', 'booked on', 'similarity'],
          ...candidates.map((one) => [
            String(one.rank),
            one.personId,
            one.bookingNumber,
            one.bookingDate,
            one.similarity.toFixed(4),
          ]),
        ]),
  )
  print('')
  print(`Exact: ${search.certificateWords}`)
  print(
    of.inclusion.verified
      ? `Proof: both entries stand under the signed checkpoint of ${of.inclusion.size} entries, checked from the public files.`
      : 'Proof: NOT VERIFIED. Do not use this list; tell your administrator.',
  )
  print(
    'A similarity is a ranking aid, not a probability. These are candidates; two examiners decide, blind.',
  )
}
