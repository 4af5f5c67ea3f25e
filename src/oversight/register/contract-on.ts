import type { Register } from './read-register.ts'

export type ContractStanding = {
  readonly status: 'forbidden' | 'under review' | 'contracted' | 'contract ended' | 'terminated'
  readonly allowed: boolean
  readonly words: string
}

/**
 * What the agency has with a service on a day (YYYY-MM-DD). Only a contract whose days include that day allows anything: one that
 * ends closes by itself, and a service without any entry is forbidden.
 */
export function contractOn(
  register: Pick<Register, 'contracts'>,
  serviceId: string,
  day: string,
): ContractStanding {
  const entries = register.contracts.filter(({ service }) => service === serviceId)
  const last = entries.at(-1)
  if (!last) return { status: 'forbidden', allowed: false, words: 'forbidden: the agency has no contract' }
  switch (last.status) {
    case 'forbidden':
      return { status: 'forbidden', allowed: false, words: `forbidden: ${last.why}` }
    case 'under-review':
      return { status: 'under review', allowed: false, words: `under review, not to be used: ${last.why}` }
    case 'terminated':
      return day < last.on
        ? {
            status: 'contracted',
            allowed: true,
            words: `contracted until ${last.on}, when it was terminated`,
          }
        : { status: 'terminated', allowed: false, words: `terminated on ${last.on}: ${last.why}` }
    case 'contracted': {
      if (day < last.from)
        return { status: 'forbidden', allowed: false, words: `forbidden before ${last.from}` }
      return day <= last.until
        ? { status: 'contracted', allowed: true, words: `contracted until ${last.until}: ${last.why}` }
        : {
            status: 'contract ended',
            allowed: false,
            words: `forbidden: the contract ended on ${last.until}`,
          }
    }
  }
}
