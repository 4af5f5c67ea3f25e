import { type Desk, type ExitCode, exitCodes, type Input } from './command.ts'
import type { Door } from './door.ts'
import { table } from './terminal.ts'
import { WrongUse } from './wrong-use.ts'

type Sealing = { readonly door: Door; readonly id: string; readonly input: Input }
type Concluded = { readonly concluded: boolean; readonly leadId?: string }
type Told = {
  readonly plantedCase?: { mate: string; mateLetter?: string; othersSupported: readonly string[] }
}
type SealedAnalysis = Concluded & Told & { suitability: string; logIndex?: number; ended: boolean }
type SealedConclusion = Concluded &
  Told & {
    position: number
    logIndex: number
    conclusion: string
    revealed: readonly { letter: string; rank: number; similarity: number }[]
    planted: readonly { letter: string; conclusion: string; outcome: string }[]
  }

const pathOf = ({ id }: Sealing) => `/api/examinations/${encodeURIComponent(id)}`

/** Seals what the probe alone shows; from then on the candidates are given out. */
export async function sealAnalysis(desk: Desk, of: Sealing): Promise<ExitCode> {
  const { input } = of
  const codes = (option: string) => (input.text(option) ?? '').split(',').filter((code) => code !== '')
  const sealed = await of.door.call<SealedAnalysis>('POST', `${pathOf(of)}/analysis`, {
    suitability: input.text('analysis'),
    ...{ visible: codes('visible'), partly: codes('partly') },
    limits: input.text('limits') ?? '',
  })
  const { print } = desk.terminal
  const place = sealed.logIndex === undefined ? '' : ` Log entry ${sealed.logIndex}.`
  print(`Sealed: the probe is ${sealed.suitability} for comparison.${place}`)
  print(
    sealed.ended
      ? 'Your examination ends here; no candidate was shown to you.'
      : `The candidates: casebound examine ${of.id}`,
  )
  sayPlanted(desk, sealed)
  sayConcluded(desk, sealed)
  desk.terminal.result(sealed)
  return exitCodes.done
}

/** Seals an answer to every candidate, and shows what was behind the letters. */
export async function sealConclusion(desk: Desk, of: Sealing): Promise<ExitCode> {
  const sealed = await of.door.call<SealedConclusion>('POST', pathOf(of), findingsOf(of.input))
  const { print } = desk.terminal
  print(`Sealed as examination ${sealed.position}: ${sealed.conclusion}. Log entry ${sealed.logIndex}.`)
  print(
    table([
      ['letter', 'rank', 'similarity'],
      ...sealed.revealed.map((row) => [row.letter, String(row.rank), row.similarity.toFixed(4)]),
    ]),
  )
  for (const { letter, conclusion, outcome } of sealed.planted)
    print(`${letter} was planted, a face of nobody: you answered ${conclusion}, which is ${outcome}.`)
  sayPlanted(desk, sealed)
  sayConcluded(desk, sealed)
  desk.terminal.result(sealed)
  return exitCodes.done
}

function findingsOf(input: Input) {
  const features = Object.fromEntries(
    input.texts('feature').map((text) => {
      const [code, relation, ...more] = text.split('=')
      if (!code || !relation || more.length > 0)
        throw new WrongUse(`--feature takes CODE=RELATION, not "${text}".`)
      return [code, { relation }]
    }),
  )
  const reason = input.text('reason') ?? ''
  const [conclusion, letter, others] = [
    input.text('conclusion'),
    input.text('candidate'),
    input.text('others'),
  ]
  if (letter === undefined) {
    if (others !== undefined)
      throw new WrongUse('--others goes with --candidate; --conclusion alone is about all.')
    return { answers: [], others: { conclusion, reason } }
  }
  const answers = [{ letter, conclusion, features, reason }]
  return others === undefined ? { answers } : { answers, others: { conclusion: others, reason } }
}

function sayConcluded({ terminal }: Desk, { concluded, leadId = '' }: Concluded): void {
  if (concluded)
    terminal.print(`Both examinations are sealed; the search is concluded: casebound lead ${leadId}`)
}

const mateWords: Readonly<Record<string, string>> = {
  supported: 'you supported him, which is right',
  missed: 'you ruled him out: he was missed',
  inconclusive: 'you left him open, which is neither right nor wrong',
  none: 'the person of the still was not in the list',
  unseen: 'you found the still unfit, which counts for neither rate',
}

/** Of a planted case, what was true: told only now that it is sealed. */
function sayPlanted({ terminal }: Desk, { plantedCase }: Told): void {
  if (plantedCase === undefined) return
  const { mate, mateLetter, othersSupported } = plantedCase
  const letter = mateLetter === undefined ? '' : `${mateLetter} was the person of the still; `
  terminal.print(`This was a planted case, and no search: ${letter}${mateWords[mate] ?? mate}.`)
  if (othersSupported.length > 0)
    terminal.print(`You supported ${othersSupported.join(', ')}, who is somebody else, which is wrong.`)
}
