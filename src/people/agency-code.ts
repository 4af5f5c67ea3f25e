import { Refused } from '../kernel/index.ts'
import type { PeopleRefusalCode } from './refusal-code.ts'

/**
 * An agency's code, public in every log entry: capital letters, digits and hyphens, at most 40, no four digits in a row (the
 * log lets nothing through that could be a case number or a date). Refuses AGENCY_CODE_INVALID.
 */
export function checkAgencyCode(code: string): string {
  if (/^[A-Z][A-Z0-9-]{0,39}$/.test(code) && !/\d{4}/.test(code)) return code
  throw new Refused<PeopleRefusalCode>({
    code: 'AGENCY_CODE_INVALID',
    reason: `The agency code ${JSON.stringify(code.slice(0, 50))} is not one.`,
    needed: 'Use capital letters, digits and hyphens, at most 40, no four digits in a row, e.g. EXAMPLE-PD.',
  })
}
