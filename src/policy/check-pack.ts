import { isRefused } from '../kernel/index.ts'
import { checkCases, type DecidedCase, decideCases, expectedOf } from './check-cases.ts'
import { type ReadPack, readPack } from './load-pack.ts'
import type { Pack, PackFiles, PolicyRule, SetupAnswers } from './pack.ts'

/** What a pack was put to, and what it did: faults is empty exactly when it stands. */
export type PackCheck = {
  readonly packId: string
  readonly version: string
  readonly sha256: string
  readonly rules: number
  readonly cases: number
  /** Rules whose removal makes a row of the table fail, one after another. */
  readonly mutantsCaught: number
  readonly faults: readonly string[]
}

/**
 * Loads a pack with all its checks and then takes each of its policies away in turn: every time at least one row of the
 * table has to come out differently, or the table does not hold that rule. Never throws for a bad pack.
 */
export function checkPack(files: PackFiles, answers?: SetupAnswers): PackCheck {
  try {
    const read = readPack(files, answers)
    checkCases(read.table, read)
    const survivors = survivingMutants(read)
    return {
      ...named(read.pack),
      cases: read.table.cases.length,
      mutantsCaught: read.pack.rules.length - survivors.length,
      faults: survivors.map((id) => `no row of cases.json notices when ${id} is taken away`),
    }
  } catch (error) {
    if (!isRefused(error)) throw error
    return { ...unnamed, faults: [error.reason] }
  }
}

const named = (pack: Pack) => ({
  packId: pack.id,
  version: pack.version,
  sha256: pack.sha256,
  rules: pack.rules.length,
})
const unnamed = { packId: '', version: '', sha256: '', rules: 0, cases: 0, mutantsCaught: 0 }

/**
 * Ids of the rules that may be taken away without any row of the table deciding differently. Only rows in which the rule
 * has a say can differ, so only those are decided again.
 */
export function survivingMutants({ pack, table, withAnswers }: ReadPack): readonly string[] {
  const decided = decideCases(table, withAnswers)
  const survives = ({ id }: PolicyRule): boolean => {
    const mutated = (answers: SetupAnswers): Pack => ({
      ...withAnswers(answers),
      rules: pack.rules.filter((rule) => rule.id !== id),
      permitIds: pack.permitIds.filter((permit) => permit !== id),
    })
    const hasSay = ({ decision }: DecidedCase) =>
      decision.refusals.some(({ rule }) => rule === id) || (decision.permitted && pack.permitIds.includes(id))
    const cases = decided
      .filter(hasSay)
      .slice(0, 1)
      .map(({ row }) => row)
    return decideCases({ ...table, cases }, mutated).every(({ row, found }) => found === expectedOf(row))
  }
  return pack.rules.filter(survives).map(({ id }) => id)
}
