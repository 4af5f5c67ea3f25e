import { dirname, resolve } from 'node:path'
import { checkApart, limitPictures, readPersons, usualMinGroupPersons } from '../../evaluation/index.ts'
import { photosInFlight } from '../../face/index.ts'
import { type Command, exitCodes, type Input } from '../command.ts'
import { countOf, degradedJson, evaluateOptions, rowsOf } from '../evaluate/evaluate-options.ts'
import { openEngine } from '../evaluate/open-engine.ts'
import { openPictureFolder } from '../evaluate/picture-folder.ts'
import { identificationJson, printIdentification } from '../evaluate/print-identification.ts'
import { readTable } from '../evaluate/read-table.ts'
import { runIdentification } from '../evaluate/run-identification.ts'
import { writeIdentificationReport } from '../evaluate/write-report.ts'
import { WrongUse } from '../wrong-use.ts'

export const evaluateIdentification: Command = {
  name: 'evaluate identification',
  summary: 'measure the face model on searches: probes against the persons of a gallery',
  details: [
    'Both CSV files have the columns file and person; every other column becomes a group. With a column role, rows of role',
    'gallery or probe are taken, so that one file may serve as both. Persons are counted, not pictures. A probe of a person',
    'who is not in the gallery shows how often somebody is wrongly returned. --degrade spoils the probes, not the gallery.',
    'A probe without a template is a miss.',
  ].join('\n'),
  options: {
    gallery: { type: 'string', hint: 'FILE', words: 'CSV file of the gallery', required: true },
    probes: { type: 'string', hint: 'FILE', words: 'CSV file of the probes', required: true },
    images: {
      type: 'string',
      hint: 'DIR',
      words: 'folder of the pictures (default: where each CSV file lies)',
    },
    'non-mated': {
      type: 'string',
      hint: 'leave-out',
      words: 'without probes of others: search each probe also in the gallery without its person',
    },
    'min-group': {
      type: 'string',
      hint: 'N',
      words: `persons a group needs to be shown (default: ${usualMinGroupPersons})`,
    },
    ...evaluateOptions,
  },
  examples: [
    'casebound evaluate identification --gallery gallery.csv --probes probes.csv',
    'casebound evaluate identification --gallery all.csv --probes all.csv --non-mated leave-out --report report.html',
  ],
  run: async (input, desk) => {
    const rows = rowsOf(input)
    const leaveOut = leaveOutOf(input)
    const minGroupPersons = countOf(input, 'min-group', usualMinGroupPersons)
    const limit = countOf(input, 'limit', Number.POSITIVE_INFINITY)
    const gallery = await readSet(input, 'gallery')
    const probes = await readSet(input, 'probes')
    if (gallery.root === probes.root) checkApart(gallery.pictures, probes.pictures)
    const engine = await openEngine(input, desk)
    try {
      const source = (set: typeof gallery) => ({ engine, read: set.folder.read, inFlight: photosInFlight })
      const sets = {
        gallery: { pictures: gallery.pictures, source: source(gallery) },
        probes: { pictures: limitPictures(probes.pictures, limit), source: source(probes) },
      }
      const runs = await runIdentification(sets, { rows, terminal: desk.terminal, leaveOut, minGroupPersons })
      printIdentification(desk.terminal, runs)
      await writeIdentificationReport(runs, { input, desk, engine, sets })
      const jsons = runs.map(identificationJson)
      const model = { id: engine.model.id, name: engine.model.name }
      desk.terminal.result({ ...jsons[0], model, ...degradedJson(runs, jsons) })
      return exitCodes.done
    } finally {
      await engine.close()
    }
  },
}

async function readSet(input: Input, option: 'gallery' | 'probes') {
  const path = resolve(input.text(option) ?? '')
  const table = await readTable(path, {
    option,
    needed: 'A heading file,person and a line for each picture.',
  })
  const images = input.text('images')
  const root = images === undefined ? dirname(path) : resolve(images)
  const folder = await openPictureFolder(root, 'images')
  const pictures = readPersons(table, option === 'gallery' ? 'gallery' : 'probe')
  await folder.check(pictures.map(({ file }) => file))
  return { root, folder, pictures }
}

function leaveOutOf(input: Input): boolean {
  const text = input.text('non-mated')
  if (text !== undefined && text !== 'leave-out')
    throw new WrongUse(`--non-mated knows leave-out; not "${text}".`)
  return text === 'leave-out'
}
