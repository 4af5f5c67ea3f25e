import { readFile } from 'node:fs/promises'
import {
  type Decision,
  explainRefusal,
  filesOfText,
  loadPack,
  type Pack,
  readCaseFacts,
  weigh,
} from '../../policy/index.ts'
import { type Command, type Desk, exitCodes, type Input } from '../command.ts'
import { openDoor } from '../door.ts'
import { answerOption, answersOf, packFiles } from '../policy/pack-argument.ts'
import type { Terminal } from '../terminal.ts'

export const policyExplain: Command = {
  name: 'policy explain',
  summary: 'say what a policy makes of one request, rule by rule; nothing is searched',
  details:
    'The request is written in the words of a pack’s cases.json, as "ordinary" there; what is left out is unknown, and a rule that\nneeds it refuses. The policy in force decides, or the one named with --pack.',
  positionals: [{ name: 'REQUEST.json', words: 'the request' }],
  options: {
    pack: { type: 'string', hint: 'PACK', words: 'name or folder of another pack' },
    ...answerOption,
  },
  examples: ['casebound policy explain request.json --pack lapd-lacris'],
  run: async (input, desk) => {
    const facts = readCaseFacts(await readFile(input.positionals[0] ?? '', 'utf8'))
    const pack = await packOf(input, desk)
    const decision = weigh(pack, facts)
    printDecision(desk.terminal, { pack, decision })
    desk.terminal.result(decision)
    return decision.permitted ? exitCodes.done : exitCodes.refused
  },
}

async function packOf(input: Input, desk: Desk): Promise<Pack> {
  const named = input.text('pack')
  if (named !== undefined) return loadPack(await packFiles(named), { answers: answersOf(input) })
  const door = await openDoor(desk, { dataDir: input.dataDir, command: 'policy explain' })
  try {
    type Versions = { versions: readonly { n: number; inForce: boolean }[] }
    const { versions } = await door.call<Versions>('GET', '/api/policy/versions')
    const n = versions.find(({ inForce }) => inForce)?.n ?? 0
    const { text } = await door.call<{ text: string }>('GET', `/api/policy/versions/${n}/text`)
    const { files, answers } = filesOfText(text)
    return loadPack(files, { answers })
  } finally {
    await door.close()
  }
}

function printDecision({ print }: Terminal, { pack, decision }: { pack: Pack; decision: Decision }): void {
  print(`${pack.title}\n${pack.id} ${pack.version}\n`)
  print(decision.permitted ? 'This request is permitted.' : 'This request is refused.')
  for (const refusal of decision.refusals) {
    print(`\n  ${refusal.code}  ${explainRefusal(refusal)}`)
    print(`    needed  ${refusal.needed}`)
    print(`    source  ${refusal.source}`)
  }
  if (decision.permitted)
    print(`\nAt most ${decision.candidateLimit} candidates; ${decision.reviewersRequired} examiners.`)
  for (const { id, sentence, dueHours } of decision.conditions)
    print(`  ${id}  ${sentence}${dueHours === undefined ? '' : ` (within ${dueHours} hours)`}`)
  print(`\n${decision.rulesApplied.length} rules are met: ${decision.rulesApplied.join(', ') || 'none'}.`)
}
