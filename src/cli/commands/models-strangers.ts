import { strangerBandWords } from '../../lead/index.ts'
import { type Command, type ExitCode, exitCodes } from '../command.ts'
import { openDoor } from '../door.ts'
import { measureStrangersThrough, type Study } from '../measure-strangers-through.ts'
import { type Terminal, table } from '../terminal.ts'
import { wholeOption } from '../whole-option.ts'

export const modelsStrangers: Command = {
  name: 'models strangers',
  summary: 'measure how high strangers score in this gallery, for the sentence on lead sheets',
  details: [
    'Takes booking photographs of persons drawn by the gallery’s own root, makes each as small as probes are, and compares it with everybody',
    'but the person himself. A lead sheet then says in how many of so many searches with a stranger’s face of that size someone in the gallery',
    'scored at least as high. That is a statement about the gallery, never the probability that two pictures show one person.',
    '',
    'The log says so before anything is compared, and holds the digest of what was measured. Nobody is shown a candidate. Measure again',
    'when the gallery has grown or the model was changed.',
  ].join('\n'),
  options: {
    strangers: {
      type: 'string',
      hint: 'N',
      words: 'persons whose photographs are taken, 20 to 2000 (default 200)',
    },
    as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' },
  },
  examples: ['casebound models strangers', 'casebound models strangers --strangers 1000'],
  run: async (input, desk) => {
    const strangers = wholeOption(input, 'strangers')
    const door = await openDoor(desk, {
      ...{ dataDir: input.dataDir, command: 'models strangers', as: input.text('as') },
    })
    try {
      return tell(desk.terminal, await measureStrangersThrough(door, { terminal: desk.terminal, strangers }))
    } finally {
      await door.close()
    }
  },
}

function tell(terminal: Terminal, study: Study): ExitCode {
  const { print } = terminal
  print(
    `${study.strangers} persons compared with everybody else among ${study.persons}; log entry ${study.logIndex}`,
  )
  const rows = study.bands.map(({ fromPx, similarities, unseen }) => [
    ...[strangerBandWords(fromPx), String(similarities.length), String(unseen)],
    ...[0.5, 0.95, 1].map((share) => at(similarities, share)),
  ])
  print(table([['size of the face', 'searches', 'no face', 'median', '95 in 100 under', 'highest'], ...rows]))
  print(
    'How similar the most similar other person was. On a lead sheet stands how many reached the lead’s similarity, not these numbers.',
  )
  terminal.result(study)
  return exitCodes.done
}

const at = (rising: readonly number[], share: number): string =>
  rising[Math.max(0, Math.ceil(share * rising.length) - 1)]?.toFixed(3) ?? '–'
