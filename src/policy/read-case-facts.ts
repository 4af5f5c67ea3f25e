import { z } from 'zod'
import { Refused } from '../kernel/index.ts'
import { caseTable, factsOfCase, someFacts } from './case-table.ts'
import type { PolicyRefusalCode } from './decision.ts'
import type { RequestFacts } from './request-facts.ts'

/**
 * One request written by hand in the words of cases.json, e.g. {"today": "2026-03-02", "crime": "robbery"}. What is left out is
 * unknown. Refuses FACTS_INVALID.
 */
export function readCaseFacts(json: string): RequestFacts {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw factsInvalid('it is not JSON')
  }
  const parsed = someFacts.safeParse(value)
  if (!parsed.success) throw factsInvalid(z.prettifyError(parsed.error).replace(/\s+/g, ' '))
  const row = { situation: 'written by hand', change: parsed.data, expect: 'permit' as const }
  return factsOfCase(caseTable.parse({ note: '', ordinary: {}, cases: [row] }), row)
}

const factsInvalid = (fault: string) =>
  new Refused<PolicyRefusalCode>({
    code: 'FACTS_INVALID',
    reason: `The request cannot be read: ${fault.slice(0, 500)}.`,
    needed: 'Write it in the words of a pack’s cases.json, as "ordinary" there.',
  })
