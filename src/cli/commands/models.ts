import { join, resolve } from 'node:path'
import { type Added, addModel, chosenModel, listModels, presetWords } from '../../face/index.ts'
import { houseFolders } from '../../lead/index.ts'
import { type Command, exitCodes } from '../command.ts'
import { modelInputOptions, statedInputs } from '../model-inputs.ts'
import { modelProgress } from '../model-progress.ts'
import { type Terminal, table } from '../terminal.ts'

export const modelsList: Command = {
  name: 'models list',
  summary: 'list the face models of the data folder',
  examples: ['casebound models list --data ./data'],
  run: async (input, desk) => {
    const { models } = houseFolders(input.dataDir)
    const listed = await listModels(models)
    const chosen = await chosenModel(models)
    const { print } = desk.terminal
    const rows = listed.map((one) =>
      'model' in one
        ? [
            one.folder === chosen ? `${one.folder} (in use)` : one.folder,
            String(one.model.dimension),
            one.model.licence,
            one.model.id.slice(7, 19),
          ]
        : [one.folder, '', `not usable: ${one.fault}`, ''],
    )
    print(listed.length === 0 ? 'No face model yet.' : table([['name', 'numbers', 'licence', 'id'], ...rows]))
    desk.terminal.result({ inUse: chosen, models: listed })
    return exitCodes.done
  },
}

export const modelsAdd: Command = {
  name: 'models add',
  summary:
    "add a face recogniser from an ONNX file or a folder; the default model's detector and landmarks serve it",
  details: [
    'A folder may bring model.json, which then says all; otherwise a preset says how faces lie in the input. Without --preset it is',
    'found by the size of input and output, and what was assumed is said. Options override the preset.',
    'The file is opened and run in a process of its own before it is taken. Weights whose licence nobody states, or whose licence bars',
    'an agency, are refused; what you state with --licence is recorded in model.json.',
    'No running server is disturbed: nothing is searched with the model before casebound models use.',
    '',
    'Presets:',
    ...presetWords.map(({ name, words }) => `  ${name.padEnd(14)} ${words}`),
  ].join('\n'),
  positionals: [
    { name: 'FOLDER-OR-ONNX', words: 'folder with model.json or one ONNX file, or an ONNX file' },
  ],
  options: modelInputOptions,
  examples: [
    'casebound models add face-reidentification-retail-0095.onnx --preset omz-0095-128',
    'casebound models add arcface.onnx --preset arcface-112 --licence "MIT" --name our-arcface',
    'casebound models add net.onnx --input-size 128 --channels bgr --licence MIT --points ".3156,.4616 .6826,.4616 .5003,.6405 .3495,.8247 .6534,.8247"',
  ],
  run: async (input, desk) => {
    const added = await addModel({
      from: resolve(input.positionals[0] ?? ''),
      modelsDir: houseFolders(input.dataDir).models,
      ...statedInputs(input),
      onCompile: modelProgress(desk.terminal),
    })
    printAdded(desk.terminal, added)
    desk.terminal.result({
      model: added.model,
      folder: join(houseFolders(input.dataDir).models, added.model.name),
      recogniser: added.description.recogniser,
      assumed: added.assumed,
      already: added.already,
    })
    return exitCodes.done
  },
}

/** What was added, in words. */
export function printAdded(terminal: Terminal, { model, description, assumed, already }: Added): void {
  const { input, output, mirrored } = description.recogniser
  const { print } = terminal
  print(already ? `The model ${model.name} is there already.` : `Added the model ${model.name}.`)
  print(`  id        ${model.id}`)
  print(`  licence   ${model.licence}`)
  print(`  origin    ${model.origin}`)
  print(
    `  input     ${input.sizePx} px, ${input.channels.toUpperCase()}${mirrored ? ', averaged with the mirror image' : ''}`,
  )
  print(`  template  ${output.dimension} numbers`)
  for (const sentence of assumed) print(`  assumed   ${sentence}`)
  print(`\nNext: casebound models test ${model.name}, then casebound models use ${model.name}`)
}
