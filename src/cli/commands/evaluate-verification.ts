import { resolve } from 'node:path'
import { limitPairs, readPairs } from '../../evaluation/index.ts'
import { photosInFlight } from '../../face/index.ts'
import { type Command, exitCodes } from '../command.ts'
import { countOf, degradedJson, evaluateOptions, rowsOf } from '../evaluate/evaluate-options.ts'
import { openEngine } from '../evaluate/open-engine.ts'
import { openPictureFolder } from '../evaluate/picture-folder.ts'
import { printVerification, verificationJson } from '../evaluate/print-verification.ts'
import { readTable } from '../evaluate/read-table.ts'
import { runVerification } from '../evaluate/run-verification.ts'
import { writeVerificationReport } from '../evaluate/write-report.ts'

export const evaluateVerification: Command = {
  name: 'evaluate verification',
  summary: 'measure the face model on pairs of pictures: same person or not',
  details: [
    'The CSV file has the columns a, b (pictures below DIR) and same (1 or 0). Every picture is embedded once; nothing is kept.',
    'Accuracy by ten folds: the threshold is chosen on nine and applied to the tenth. A picture that gives no template counts',
    'as "different". Of several faces the largest over the centre of the picture is taken.',
  ].join('\n'),
  options: {
    images: { type: 'string', hint: 'DIR', words: 'folder of the pictures', required: true },
    pairs: { type: 'string', hint: 'FILE', words: 'CSV file of the pairs', required: true },
    ...evaluateOptions,
  },
  examples: [
    'casebound evaluate verification --images ./lfw --pairs ./lfw/pairs.csv',
    'casebound evaluate verification --images ./lfw --pairs ./lfw/pairs.csv --degrade grey,half --json',
  ],
  run: async (input, desk) => {
    const rows = rowsOf(input)
    const limit = countOf(input, 'limit', Number.POSITIVE_INFINITY)
    const table = await readTable(resolve(input.text('pairs') ?? ''), {
      option: 'pairs',
      needed: 'A heading a,b,same and a line for each pair.',
    })
    const folder = await openPictureFolder(resolve(input.text('images') ?? ''), 'images')
    const { pairs: all, repeated } = readPairs(table)
    const pairs = limitPairs(all, limit)
    await folder.check(pairs.flatMap(({ a, b }) => [a, b]))
    const engine = await openEngine(input, desk)
    try {
      const source = { engine, read: folder.read, inFlight: photosInFlight }
      const runs = await runVerification(pairs, { source, rows, terminal: desk.terminal })
      if (repeated > 0) desk.terminal.note(`${repeated} lines repeated a pair; each counts once.`)
      printVerification(desk.terminal, runs)
      await writeVerificationReport(runs, { input, desk, engine, source })
      const jsons = runs.map(verificationJson)
      const model = { id: engine.model.id, name: engine.model.name }
      desk.terminal.result({ ...jsons[0], model, ...degradedJson(runs, jsons) })
      return exitCodes.done
    } finally {
      await engine.close()
    }
  },
}
