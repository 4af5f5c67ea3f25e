import { contractOn } from '../register/contract-on.ts'
import type { Register } from '../register/read-register.ts'
import type { ConductRule } from '../register/register-entry.ts'

/** What conduct is judged by: the agency's rules, and what it may use under contract. */
export type Rulebook = Pick<Register, 'rules' | 'contracts'>

/** The rule that bound on a day (YYYY-MM-DD), the youngest where several did; undefined where none did. */
export const ruleOn = ({ rules }: Pick<Rulebook, 'rules'>, day: string): ConductRule | undefined =>
  rules
    .filter(({ from, until }) => from <= day && (until === undefined || day <= until))
    .sort((one, other) => (one.from < other.from ? 1 : -1))[0]

/** What the rules of a day say of using a service then, as one word that findings are split by. */
export function periodOn(register: Rulebook, of: { day: string; service: string }): string {
  if (of.day === '') return 'undated'
  if (contractOn(register, of.service, of.day).allowed) return 'contracted'
  return ruleOn(register, of.day)?.id ?? 'no rule'
}

export type Judgement = {
  readonly words: string
  /** Whether a case of misconduct is to be opened. */
  readonly opensMisconduct: boolean
  /** The rule that it is judged by. */
  readonly rule?: string
}

type Judged = { readonly period: string; readonly uses: number; readonly shared: boolean }

/**
 * Judges a finding by the rule of its day, never by a later one: use while no rule existed opens no case of misconduct. A finding
 * without a use, without a date, or at an address that several people share, opens none either: there is nothing, no day, or nobody to judge.
 */
export function judgeConduct({ period, uses, shared }: Judged, register: Pick<Rulebook, 'rules'>): Judgement {
  if (uses === 0) return { words: 'no use was seen', opensMisconduct: false }
  if (period === 'undated')
    return { words: 'the lines give no date: find the day first', opensMisconduct: false }
  if (period === 'contracted') return { words: 'used under a contract in force', opensMisconduct: false }
  if (period === 'no rule') return { words: 'used while no rule existed', opensMisconduct: false }
  const rule = register.rules.find(({ id }) => id === period)
  const words = `used against ${rule?.name ?? period}`
  return shared
    ? {
        words: `${words}, at an address that several people share: find out who`,
        opensMisconduct: false,
        rule: period,
      }
    : { words, opensMisconduct: true, rule: period }
}
