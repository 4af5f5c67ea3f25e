import { builtinPackNames, checkPack, filesOfText, type PackCheck } from '../../policy/index.ts'
import { type Command, type Desk, exitCodes, type Input } from '../command.ts'
import { isFounded, openDoor } from '../door.ts'
import { packFiles } from '../policy/pack-argument.ts'
import { table } from '../terminal.ts'

type Checked = PackCheck & { readonly pack: string }

export const policyCheck: Command = {
  name: 'policy check',
  summary: 'check policy packs: schema, every case, and that no rule can go without a case that notices',
  details:
    'Without a name the packs that come with Casebound are checked, and those that the agency in the data folder adopted.',
  positionals: [{ name: 'PACK', words: 'names of packs, or folders', optional: true, many: true }],
  examples: ['casebound policy check', 'casebound policy check ./our-policy --json'],
  run: async (input, desk) => {
    const named = input.positionals.length > 0 ? input.positionals : builtinPackNames
    const checked: Checked[] = []
    for (const pack of named) checked.push({ pack, ...checkPack(await packFiles(pack)) })
    if (input.positionals.length === 0) checked.push(...(await checkAdopted(input, desk)))
    const { print, result } = desk.terminal
    print(
      table([
        ['pack', 'version', 'rules', 'cases', 'removals noticed', ''],
        ...checked.map((one) => [
          ...[one.pack, one.version, String(one.rules), String(one.cases)],
          ...[`${one.mutantsCaught} of ${one.rules}`, one.faults.length === 0 ? 'holds' : 'DOES NOT HOLD'],
        ]),
      ]),
    )
    for (const { pack, faults } of checked) for (const fault of faults) print(`${pack}: ${fault}`)
    const holds = checked.every(({ faults }) => faults.length === 0)
    result({ holds, packs: checked })
    return holds ? exitCodes.done : exitCodes.refused
  },
}

/** The adopted texts, as they stand in the house. */
async function checkAdopted(input: Input, desk: Desk): Promise<readonly Checked[]> {
  if (!(await isFounded(input.dataDir))) return []
  const door = await openDoor(desk, { dataDir: input.dataDir, command: 'policy check' })
  try {
    const { versions } = await door.call<{ versions: readonly { n: number }[] }>(
      'GET',
      '/api/policy/versions',
    )
    const checked: Checked[] = []
    for (const { n } of versions) {
      const { text } = await door.call<{ text: string }>('GET', `/api/policy/versions/${n}/text`)
      const { files, answers } = filesOfText(text)
      checked.push({ pack: `adopted:${n}`, ...checkPack(files, answers) })
    }
    return checked
  } finally {
    await door.close()
  }
}
