import { diffPacks, loadPack, type PackChange } from '../../policy/index.ts'
import { type Command, exitCodes } from '../command.ts'
import { openDoor } from '../door.ts'
import { packFiles, packReference } from '../policy/pack-argument.ts'
import type { Terminal } from '../terminal.ts'

export const policyDiff: Command = {
  name: 'policy diff',
  summary: 'say in words how two policies differ',
  details:
    'Names and folders of packs, or texts of the agency in the data folder: adopted:N and proposed:ID (see casebound policy packs).',
  positionals: [
    { name: 'A', words: 'the pack before' },
    { name: 'B', words: 'the pack after' },
  ],
  examples: ['casebound policy diff washington colorado', 'casebound policy diff adopted:1 ./our-policy'],
  run: async (input, desk) => {
    const [before = '', after = ''] = input.positionals
    const inHouse = [before, after].some((name) => /^(adopted|proposed):/.test(name))
    const changes = inHouse
      ? await askHouse({ before, after })
      : diffPacks(loadPack(await packFiles(before)), loadPack(await packFiles(after)))
    printChanges(desk.terminal, changes)
    desk.terminal.result({ before, after, changes })
    return exitCodes.done

    async function askHouse(of: { before: string; after: string }): Promise<readonly PackChange[]> {
      const door = await openDoor(desk, { dataDir: input.dataDir, command: 'policy diff' })
      try {
        const body = { before: await packReference(of.before, {}), after: await packReference(of.after, {}) }
        return (await door.call<{ changes: readonly PackChange[] }>('POST', '/api/policy/diff', body)).changes
      } finally {
        await door.close()
      }
    }
  },
}

const signs = { added: '+', removed: '−', changed: '~' } as const

/** Each difference on a line, or that there is none. */
export function printChanges({ print }: Terminal, changes: readonly PackChange[]): void {
  if (changes.length === 0) print('The two say the same.')
  for (const { kind, of, name, words } of changes) print(`${signs[kind]} ${of} ${name}: ${words}`)
}
