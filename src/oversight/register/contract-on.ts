import type { Register } from './read-register.ts'
import type { Contract } from './register-entry.ts'

export type ContractStanding = {
  readonly status: 'forbidden' | 'under review' | 'contracted' | 'contract ended' | 'terminated'
  readonly allowed: boolean
  readonly words: string
}

/**
 * What the agency has with a service on a day (YYYY-MM-DD), by the last entry that had begun then. Only a contract whose days include that
 * day allows anything: one that ends closes by itself, and a service without any entry is forbidden.
 */
export function contractOn(
  register: Pick<Register, 'contracts'>,
  serviceId: string,
  day: string,
): ContractStanding {
  const entries = register.contracts.filter(({ service }) => service === serviceId)
  const begun = entries.findLast((one) => beginOf(one) <= day)
  if (begun) return standing(begun, day)
  const [first] = entries
  if (first?.status === 'terminated')
    return {
      ...{ status: 'contracted', allowed: true },
      words: `contracted until ${first.on}, when it was terminated`,
    }
  if (first) return { status: 'forbidden', allowed: false, words: `forbidden before ${beginOf(first)}` }
  return { status: 'forbidden', allowed: false, words: 'forbidden: the agency has no contract' }
}

/** First day of an entry; one without a day has always been so. */
function beginOf(entry: Contract): string {
  if (entry.status === 'contracted') return entry.from
  return entry.status === 'terminated' ? entry.on : (entry.since ?? '')
}

function standing(entry: Contract, day: string): ContractStanding {
  switch (entry.status) {
    case 'forbidden':
      return { status: 'forbidden', allowed: false, words: `forbidden: ${entry.why}` }
    case 'under-review':
      return { status: 'under review', allowed: false, words: `under review, not to be used: ${entry.why}` }
    case 'terminated':
      return { status: 'terminated', allowed: false, words: `terminated on ${entry.on}: ${entry.why}` }
    case 'contracted':
      if (day <= entry.until)
        return {
          ...{ status: 'contracted', allowed: true },
          words: `contracted until ${entry.until}: ${entry.why}`,
        }
      return {
        ...{ status: 'contract ended', allowed: false },
        words: `forbidden: the contract ended on ${entry.until}`,
      }
  }
}
