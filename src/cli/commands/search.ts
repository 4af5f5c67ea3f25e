import { type Command, exitCodes, type Input } from '../command.ts'
import { openDoor } from '../door.ts'
import { ordersOf } from '../orders-option.ts'
import { placeOf } from '../place-option.ts'
import { type Details, printSearch, readProbeFile, readRecipeFile, runSearch } from '../run-search.ts'
import { wholeOption } from '../whole-option.ts'
import { WrongUse } from '../wrong-use.ts'

export const search: Command = {
  name: 'search',
  summary: 'search the gallery with one probe: decided, logged, searched, logged again, shown',
  details:
    'The list is shown with ranks to you alone; whoever has seen it may not examine it.\nCodes for crime, purpose and source stand in casebound policy.',
  positionals: [{ name: 'PROBE', words: 'image from the investigation' }],
  options: {
    case: { type: 'string', hint: 'NUMBER', words: 'case number' },
    crime: { type: 'string', hint: 'CODE', words: 'class of the crime, e.g. robbery' },
    purpose: { type: 'string', hint: 'CODE', words: 'purpose, e.g. investigate-crime' },
    source: { type: 'string', hint: 'CODE', words: 'kind of source of the image, e.g. private-cctv' },
    'image-kind': {
      type: 'string',
      hint: 'CODE',
      words: 'what the image shows, e.g. photograph or look-alike; leaving it out says nothing',
    },
    recipe: {
      type: 'string',
      hint: 'FILE.json',
      words: 'steps that prepare a working copy, which is searched',
    },
    why: { type: 'string', hint: 'TEXT', words: 'why this image and this person' },
    place: {
      type: 'string',
      hint: 'PART=NAME',
      words: 'where it happened: municipality, county, state or postal-code; may be given several times',
      multiple: true,
    },
    'on-behalf-of': {
      type: 'string',
      hint: 'AGENCY',
      words: 'agency the search is for (your own unless said)',
    },
    'protected-activity': {
      type: 'boolean',
      words:
        'the image was taken at a protest, worship, political or press event; leaving it out says it was not',
    },
    answer: {
      type: 'string',
      hint: 'CODE=yes|no',
      words: 'answer to a question of the policy in force (casebound policy); may be given several times',
      multiple: true,
    },
    statute: {
      type: 'string',
      hint: 'TEXT',
      words: 'statute of the offence, as the policy or the code writes it',
    },
    order: {
      type: 'string',
      hint: 'KIND;NUMBER;BY;FROM;TO',
      words:
        'a court order: kind (casebound policy), number, who gave it, day it was given, last day; may be given several times',
      multiple: true,
    },
    'outside-request': {
      type: 'string',
      hint: 'N',
      words: 'number at the desk of the other agency’s request that this search serves',
    },
    emergency: { type: 'boolean', words: 'claim an imminent threat to life' },
    face: { type: 'string', hint: 'N', words: 'which face of the probe, from 0, when it shows several' },
    k: { type: 'string', hint: 'N', words: 'most candidates (the policy has a limit)' },
    as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' },
  },
  examples: [
    'casebound search still.jpg --case 24-00118 --crime robbery --purpose investigate-crime --source private-cctv',
  ],
  run: async (input, desk) => {
    const details = detailsOf(input)
    const probe = await readProbeFile(input.positionals[0] ?? '')
    const recipeFile = input.text('recipe')
    const steps = recipeFile === undefined ? undefined : await readRecipeFile(recipeFile)
    const door = await openDoor(desk, { dataDir: input.dataDir, command: 'search', as: input.text('as') })
    try {
      const { answer, inclusion } = await runSearch(door, { probe, details, steps })
      printSearch(desk.terminal, { answer, inclusion })
      const { certificate, certificateWords, decision, ...receipt } = answer.search
      desk.terminal.result({
        search: {
          ...receipt,
          exact: certificate.exact,
          rowsScanned: certificate.rowsScanned,
          candidates: answer.candidates,
          certificate,
          certificateWords,
        },
        decision,
        log: inclusion,
      })
      return inclusion.verified ? exitCodes.done : exitCodes.fault
    } finally {
      await door.close()
    }
  },
}

function detailsOf(input: Input): Details {
  const entries = {
    caseNumber: input.text('case'),
    crime: input.text('crime'),
    purpose: input.text('purpose'),
    source: input.text('source'),
    imageKind: input.text('image-kind'),
    narrative: input.text('why'),
    incidentPlace: placeOf(input.texts('place')),
    onBehalfOf: input.text('on-behalf-of'),
    protectedActivity: input.flag('protected-activity'),
    emergency: input.flag('emergency') || undefined,
    answers: answersOf(input),
    statute: input.text('statute'),
    orders: ordersOf(input.texts('order')),
    outsideRequest: wholeOption(input, 'outside-request'),
    faceIndex: wholeOption(input, 'face'),
    candidateLimit: wholeOption(input, 'k'),
  }
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined))
}

function answersOf(input: Input): Readonly<Record<string, boolean>> | undefined {
  const given = input.texts('answer')
  const wrong = given.find((text) => !/^[a-z][a-z0-9-]{0,39}=(yes|no)$/.test(text))
  if (wrong !== undefined)
    throw new WrongUse(`--answer takes CODE=yes or CODE=no, not "${wrong.slice(0, 60)}".`)
  if (given.length === 0) return undefined
  return Object.fromEntries(
    given.map((text) => text.split('=')).map(([code = '', answer]) => [code, answer === 'yes']),
  )
}
