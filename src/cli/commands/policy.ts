import { type Command, exitCodes } from '../command.ts'
import { openDoor } from '../door.ts'
import { table } from '../terminal.ts'

type Listed = { code: string; title: string }
type PolicyAnswer = {
  title: string
  packId: string
  packVersion: string
  validFrom: string
  validTo?: string
  crimes: readonly Listed[]
  purposes: readonly Listed[]
  probeSources: readonly Listed[]
  rules: readonly { id: string; sentence: string; imposedBy: string; confidence: string }[]
}

export const policy: Command = {
  name: 'policy',
  summary: 'show the policy in force: rules, and the codes for crime, purpose and source',
  examples: ['casebound policy'],
  run: async (input, desk) => {
    const door = await openDoor(desk, { dataDir: input.dataDir, command: 'policy' })
    try {
      const pack = await door.call<PolicyAnswer>('GET', '/api/policy')
      const { print } = desk.terminal
      print(
        `${pack.title}\n${pack.packId} ${pack.packVersion}, valid from ${pack.validFrom}${pack.validTo ? ` to ${pack.validTo}` : ''}\n`,
      )
      for (const rule of pack.rules)
        print(`  ${rule.id.padEnd(16)} ${rule.sentence} (${rule.imposedBy}; ${rule.confidence})`)
      for (const [title, list] of [
        ['purpose', pack.purposes],
        ['crime', pack.crimes],
        ['source', pack.probeSources],
      ] as const) {
        print(`\n${table([[title, ''], ...list.map((item) => [item.code, item.title])])}`)
      }
      desk.terminal.result(pack)
      return exitCodes.done
    } finally {
      await door.close()
    }
  },
}
