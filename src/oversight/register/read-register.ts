import { createHash } from 'node:crypto'
import { canonicalJson, Refused } from '../../kernel/index.ts'
import type { OversightRefusalCode } from '../refusal-code.ts'
import { type ConductRule, type Contract, registerFileSchema, type Service } from './register-entry.ts'
import shipped from './services.json' with { type: 'json' }

/** Every face-search service known, and what the agency has with each. */
export type Register = {
  readonly version: string
  /** SHA-256 of the canonical text of the services; two registers with the same digest find the same, whatever they judge. */
  readonly digest: string
  readonly services: readonly Service[]
  readonly contracts: readonly Contract[]
  /** The agency's rules against outside face search, by which use is judged; none are known of an agency that gives none. */
  readonly rules: readonly ConductRule[]
}

/** The register that comes with Casebound: public knowledge, each entry with its source, unsure ones marked. */
export const builtinRegister = (): Register => {
  const { version, services } = registerFileSchema.parse(shipped)
  return sealed({ version, services, contracts: [], rules: [] })
}

/**
 * Reads an agency's own register: its services join those that come along (same id: the agency's entry counts), its contracts say
 * what may be used until when. The text is from outside: strictly parsed. Refuses REGISTER_INVALID.
 */
export function readRegister(text: string): Register {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'not JSON')
  }
  const parsed = registerFileSchema.safeParse(json)
  if (!parsed.success) {
    const [first] = parsed.error.issues
    throw invalid(`${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`)
  }
  const { version, services, contracts, rules, only } = parsed.data
  const base = only ? undefined : builtinRegister()
  const own = new Set(services.map(({ id }) => id))
  const joined = [...(base?.services.filter(({ id }) => !own.has(id)) ?? []), ...services]
  checkWhole(joined, { own: services, contracts })
  return sealed({
    version: base ? `${base.version} with ${version}` : version,
    services: joined,
    contracts,
    rules,
  })
}

/** A register with further services of a house; where it names one itself, its own entry counts. */
export function withServices(register: Register, services: readonly Service[]): Register {
  const known = new Set(register.services.map(({ id }) => id))
  const more = services.filter(({ id }) => !known.has(id))
  if (more.length === 0) return register
  const { digest: _, ...rest } = register
  return sealed({ ...rest, services: [...register.services, ...more] })
}

function checkWhole(
  services: readonly Service[],
  of: { own: readonly Service[]; contracts: readonly Contract[] },
): void {
  const ids = of.own.map(({ id }) => id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined) throw invalid(`the service ${twice} stands twice`)
  const known = new Set(services.map(({ id }) => id))
  const stray = of.contracts.find(({ service }) => !known.has(service))
  if (stray) throw invalid(`a contract names the service ${stray.service}, which is not in the register`)
  const inverted = of.contracts.find((one) => one.status === 'contracted' && one.until < one.from)
  if (inverted) throw invalid(`the contract of ${inverted.service} ends before it begins`)
}

const sealed = (of: Omit<Register, 'digest'>): Register => ({
  ...of,
  digest: createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(of.services))))
    .digest('hex'),
})

const invalid = (what: string) =>
  new Refused<OversightRefusalCode>({
    code: 'REGISTER_INVALID',
    reason: `The register is not one that Casebound understands: ${what}.`,
    needed:
      'Write it as "casebound oversight register --json" prints one, with version, services and contracts.',
  })
