import { Refused } from '../kernel/index.ts'
import {
  builtinPackFolder,
  builtinPackNames,
  filesOfText,
  isBuiltinPackName,
  loadPack,
  type Pack,
  readPackFolder,
  type SetupAnswers,
} from '../policy/index.ts'
import { openProposals } from './adopt-policy.ts'
import type { House } from './house.ts'

/**
 * Which pack is meant: `shipped:NAME` comes with the program, `adopted:N` stands in the house, `proposed:ID` waits for approval,
 * and `text` is a whole one, as the command line sends a folder.
 */
export type PackReference = {
  readonly name?: string | undefined
  readonly text?: string | undefined
  /** Answers of set-up to a pack that comes with the program or as text. */
  readonly answers?: SetupAnswers | undefined
}

/** The pack that is meant, with all its checks. Refuses PACK_UNKNOWN, PACK_INVALID. */
export async function referredPack(house: House, reference: PackReference): Promise<Pack> {
  const { name = '', text, answers } = reference
  if (text !== undefined) {
    const given = filesOfText(text)
    return loadPack(given.files, { answers: { ...given.answers, ...answers } })
  }
  const [kind, which] = splitOnce(name)
  if (kind === 'shipped' && isBuiltinPackName(which))
    return loadPack(await readPackFolder(builtinPackFolder(which)), { answers })
  const adopted = house.policies.versions().find(({ n }) => kind === 'adopted' && String(n) === which)
  if (adopted) return adopted.pack
  const proposed =
    kind === 'proposed' ? (await openProposals(house)).find(({ id }) => id === which) : undefined
  if (proposed) return proposed.pack
  throw new Refused<'PACK_UNKNOWN'>({
    code: 'PACK_UNKNOWN',
    reason: `There is no policy pack ${JSON.stringify(name.slice(0, 80))}.`,
    needed: `Name one of ${builtinPackNames.map((one) => `shipped:${one}`).join(', ')}, or an adopted or proposed one.`,
  })
}

/** Texts that come with the program, are of the same pack as the one in force, and differ from it: offers, not more. */
export async function offeredPacks(house: House): Promise<readonly Pack[]> {
  const { pack } = house.policy
  if (!isBuiltinPackName(pack.id)) return []
  const shipped = loadPack(await readPackFolder(builtinPackFolder(pack.id)), {
    answers: pack.answers,
    adoptedSha256: pack.sha256,
  })
  return shipped.sha256 === pack.sha256 ? [] : [shipped]
}

function splitOnce(name: string): readonly [string, string] {
  const at = name.indexOf(':')
  return at < 0 ? ['shipped', name] : [name.slice(0, at), name.slice(at + 1)]
}
