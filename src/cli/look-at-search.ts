import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Desk, type ExitCode, exitCodes, type Input } from './command.ts'
import type { Door } from './door.ts'
import { readRecipeFile } from './run-search.ts'
import { table } from './terminal.ts'
import { WrongUse } from './wrong-use.ts'

type Copy = { imageUrl: string; words: readonly string[]; sha256: string }
type View = {
  searchId: string
  position: number
  stage: 'analysis' | 'comparison'
  probe: { imageUrl: string }
  searchedCopy?: Copy
  recipes: readonly (Copy & { id: string; title: string; proposedAt?: string })[]
  candidates: readonly { letter: string; bookedOn: string; ageWords: string; imageUrl: string }[]
  features: readonly { code: string; title: string; look: string }[]
  suitabilities: readonly { code: string; title: string }[]
  conclusions: readonly { code: string; title: string }[]
}
type Looking = { door: Door; id: string; input: Input }

/** Shows an examiner one search, blind; keeps a recipe of his own first where he gives one. */
export async function lookAtSearch(desk: Desk, of: Looking): Promise<ExitCode> {
  const { door, input } = of
  const path = `/api/examinations/${encodeURIComponent(of.id)}`
  await keepRecipe({ ...of, path })
  const view = await door.call<View>('GET', path)
  const { print } = desk.terminal
  print(`You are the ${view.position === 1 ? 'first' : 'second'} examiner.`)
  print(candidateWords(view))
  print(`\n${copyWords(view)}`)
  const out = input.text('out')
  if (out !== undefined) {
    await writePictures(door, { view, folder: resolve(out) })
    print(`\nPictures written to ${resolve(out)}.`)
  }
  const offered = view.stage === 'analysis' ? view.suitabilities : view.conclusions
  print(
    `\n${view.stage === 'analysis' ? 'The probe is' : 'Conclusions'}: ${offered.map(({ code }) => code).join(', ')}`,
  )
  print(`Features: ${view.features.map(({ code }) => code).join(', ')}`)
  desk.terminal.result(view)
  return exitCodes.done
}

/** The candidates by letter, once the analysis of the probe is sealed. */
const candidateWords = (view: View): string =>
  view.stage === 'analysis'
    ? 'Look at the probe alone first. The candidates are given out once you have sealed what it shows: --analysis.'
    : `Candidates in no order of rank:\n${table([
        ['letter', 'booked on', 'photograph'],
        ...view.candidates.map((one) => [one.letter, one.bookedOn, one.ageWords]),
      ])}`

async function keepRecipe({ door, input, path }: Looking & { path: string }): Promise<void> {
  const file = input.text('recipe')
  if (file === undefined) {
    if (input.flag('propose')) throw new WrongUse('--propose proposes the copy of --recipe FILE.')
    return
  }
  const recipe = { title: 'From the command line', steps: await readRecipeFile(file) }
  const { id } = await door.call<{ id: string }>('POST', `${path}/recipes`, recipe)
  if (input.flag('propose')) await door.call('POST', `${path}/recipes/${id}/proposal`)
}

/** Which picture was searched and which copies are the examiner's, in words. */
function copyWords({ searchedCopy, recipes }: View): string {
  const steps = ({ words, sha256 }: Copy) => `${words.join('; ') || 'no steps'} (pixels ${sha256})`
  return [
    searchedCopy ? `Searched: a working copy. ${steps(searchedCopy)}` : 'Searched: the original as it came.',
    ...recipes.map((one) => `Your ${one.title}${one.proposedAt ? ', proposed' : ''}: ${steps(one)}`),
  ].join('\n')
}

async function writePictures(door: Door, { view, folder }: { view: View; folder: string }): Promise<void> {
  await mkdir(folder, { recursive: true })
  const pictures = [
    { name: 'probe.jpg', url: view.probe.imageUrl },
    ...(view.searchedCopy ? [{ name: 'searched-copy.png', url: view.searchedCopy.imageUrl }] : []),
    ...view.recipes.map((one, at) => ({ name: `own-copy-${at + 1}.png`, url: one.imageUrl })),
    ...view.candidates.map((one) => ({ name: `${one.letter}.jpg`, url: one.imageUrl })),
  ]
  for (const { name, url } of pictures)
    await writeFile(join(folder, name), (await door.bytes(url)) ?? new Uint8Array())
}
