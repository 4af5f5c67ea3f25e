import { knownModel, knownModels, pullModel } from '../../face/index.ts'
import { houseFolders } from '../../lead/index.ts'
import { type Command, exitCodes } from '../command.ts'
import { modelProgress } from '../model-progress.ts'
import type { Progress } from '../terminal.ts'
import { printAdded } from './models.ts'

const mebibyte = 1024 * 1024

export const modelsPull: Command = {
  name: 'models pull',
  summary: 'fetch a published face model by its pinned address, size and digest, and add it',
  details: [
    'The one command that uses the network. It asks only the host of the pinned address (and those it is known to redirect to), says the',
    'licence first, goes on where a cut connection left off, and keeps nothing that differs from the pinned digest.',
    '',
    ...knownModels.map(
      ({ name, words, licence, address, digest }) =>
        `  ${name}  ${words}; ${licence}\n    ${address}\n    ${digest.algorithm} ${digest.hex}`,
    ),
  ].join('\n'),
  positionals: [{ name: 'NAME', words: `one of ${knownModels.map(({ name }) => name).join(', ')}` }],
  examples: ['casebound models pull sface-2021dec'],
  run: async (input, { terminal }) => {
    const known = knownModel(input.positionals[0] ?? '')
    terminal.print(`${known.name}: ${known.words}`)
    terminal.print(`  licence   ${known.licence}  ${known.licenceAddress}`)
    terminal.print(`  address   ${known.address}`)
    let progress: Progress | undefined
    const added = await pullModel(known, {
      modelsDir: houseFolders(input.dataDir).models,
      onFetch: ({ done, total }) => {
        progress ??= terminal.progress({
          title: 'Fetching',
          total: Math.ceil(total / mebibyte),
          unit: 'MiB',
        })
        progress.at(Math.floor(done / mebibyte))
      },
      onCompile: modelProgress(terminal),
    }).finally(() => progress?.end())
    printAdded(terminal, added)
    terminal.result({ model: added.model, licence: known.licence, already: added.already })
    return exitCodes.done
  },
}
