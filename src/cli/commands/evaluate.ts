import { resolve } from 'node:path'
import {
  type Degradation,
  degradations,
  isDegradation,
  limitPairs,
  readPairs,
} from '../../evaluation/index.ts'
import { type Command, exitCodes, type Input, type Option } from '../command.ts'
import { openEngine, picturesInFlight } from '../evaluate/open-engine.ts'
import { openPictureFolder } from '../evaluate/picture-folder.ts'
import { printVerification, verificationJson } from '../evaluate/print-verification.ts'
import { readTable } from '../evaluate/read-table.ts'
import { runVerification } from '../evaluate/run-verification.ts'
import { WrongUse } from '../wrong-use.ts'

const shared: Readonly<Record<string, Option>> = {
  model: {
    type: 'string',
    hint: 'NAME|FOLDER',
    words: 'face model (default: that of the data folder, else the default model)',
  },
  limit: { type: 'string', hint: 'N', words: 'take only so many, spread evenly over the file' },
  degrade: {
    type: 'string',
    optionalValue: 'all',
    hint: '[LIST]',
    words: `also as a worse camera shows them: all, or of ${degradations.join(',')}`,
  },
}

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
    ...shared,
  },
  examples: [
    'casebound evaluate verification --images ./lfw --pairs ./lfw/pairs.csv',
    'casebound evaluate verification --images ./lfw --pairs ./lfw/pairs.csv --degrade grey,half --json',
  ],
  run: async (input, desk) => {
    const rows = [undefined, ...degradationsOf(input)]
    const limit = limitOf(input)
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
      const source = { engine, read: folder.read, inFlight: picturesInFlight }
      const runs = await runVerification(pairs, { source, rows, terminal: desk.terminal })
      if (repeated > 0) desk.terminal.note(`${repeated} lines repeated a pair; each counts once.`)
      printVerification(desk.terminal, runs)
      const [first, ...degraded] = runs.map(verificationJson)
      desk.terminal.result({
        ...first,
        model: { id: engine.model.id, name: engine.model.name },
        ...(degraded.length === 0
          ? {}
          : { degraded: Object.fromEntries(degraded.map((one, at) => [rows[at + 1], one])) }),
      })
      return exitCodes.done
    } finally {
      await engine.close()
    }
  },
}

function degradationsOf(input: Input): readonly Degradation[] {
  const text = input.text('degrade')
  if (text === undefined) return []
  if (text === 'all') return degradations
  const asked = text.split(',')
  const unknown = asked.find((name) => !isDegradation(name))
  if (unknown !== undefined)
    throw new WrongUse(`--degrade knows ${degradations.join(', ')}; not "${unknown}".`)
  return degradations.filter((name) => asked.includes(name))
}

function limitOf(input: Input): number {
  const text = input.text('limit')
  if (text === undefined) return Number.POSITIVE_INFINITY
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1)
    throw new WrongUse(`--limit is a whole number of at least 1, not "${text}".`)
  return limit
}
