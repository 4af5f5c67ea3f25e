import { builtinPackFolder, builtinPackNames, loadPack, readPackFolder } from '../../policy/index.ts'
import { type Command, exitCodes } from '../command.ts'
import { isFounded, openDoor } from '../door.ts'
import type { PolicyVersionsAnswer } from '../policy/versions-answer.ts'
import { type Terminal, table } from '../terminal.ts'

export const policyPacks: Command = {
  name: 'policy packs',
  summary: 'list the packs that come with Casebound, what each asks at set-up, and what the agency adopted',
  examples: ['casebound policy packs'],
  run: async (input, desk) => {
    const packs = await Promise.all(
      builtinPackNames.map(async (name) => loadPack(await readPackFolder(builtinPackFolder(name)))),
    )
    const { print } = desk.terminal
    for (const pack of packs) {
      print(`${pack.id} ${pack.version}  ${pack.title}`)
      print(
        `  from ${pack.validFrom}${pack.validTo ? ` to ${pack.validTo}` : ''}, ${pack.rules.length} rules`,
      )
      for (const asked of pack.setup ?? []) {
        const choices =
          asked.kind === 'choice'
            ? asked.choices.map(({ code }) => code).join(' | ')
            : `${asked.min} to ${asked.max}`
        print(`  ? ${asked.code}=${choices}\n      ${asked.question} ${asked.why}`)
      }
      print()
    }
    const answer = (await isFounded(input.dataDir)) ? await versionsOf() : undefined
    if (answer) printVersions(desk.terminal, answer)
    desk.terminal.result({
      packs: packs.map(({ id, version, sha256, title, setup }) => ({
        id,
        version,
        sha256,
        title,
        setup: setup ?? [],
      })),
      ...(answer ? { versions: answer.versions, proposals: answer.proposals, offers: answer.offers } : {}),
    })
    return exitCodes.done

    async function versionsOf(): Promise<PolicyVersionsAnswer> {
      const door = await openDoor(desk, { dataDir: input.dataDir, command: 'policy packs' })
      try {
        return await door.call<PolicyVersionsAnswer>('GET', '/api/policy/versions')
      } finally {
        await door.close()
      }
    }
  },
}

function printVersions({ print }: Terminal, answer: PolicyVersionsAnswer): void {
  print(
    table([
      ['adopted', 'pack', 'in force from', 'approved by', 'log', ''],
      ...answer.versions.map((one) => [
        ...[`adopted:${one.n}`, `${one.packId} ${one.packVersion}`, one.inForceFrom, one.approver],
        ...[String(one.logIndex), one.inForce ? 'in force' : ''],
      ]),
    ]),
  )
  for (const { id, packId, packVersion, inForceFrom, proposedBy } of answer.proposals)
    print(
      `proposed:${id}  ${packId} ${packVersion} from ${inForceFrom}, by ${proposedBy}; somebody else approves it.`,
    )
  for (const { name, packVersion, changes } of answer.offers)
    print(
      `Casebound brings version ${packVersion} of ${name}: ${changes.length} differences. Nothing changes until it is adopted.`,
    )
}
