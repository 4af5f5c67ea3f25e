import { describe, expect, it } from 'vitest'
import { caseTable, factsOfCase } from './case-table.ts'
import { decide } from './decide.ts'
import { lapdFiles, lapdPack } from './lapd.fixture.ts'

const table = caseTable.parse(JSON.parse(lapdFiles.casesJson))

describe('the case table of lapd-lacris', () => {
  it.each(table.cases)('$situation', (row) => {
    const decision = decide(lapdPack, factsOfCase(table, row))
    const codes = decision.refusals.map(({ code }) => code).sort()
    expect(decision.permitted ? 'permit' : codes).toEqual(
      row.expect === 'permit' ? 'permit' : [...row.expect].sort(),
    )
  })

  it('holds at least thirty rows, permits among them', () => {
    expect(table.cases.length).toBeGreaterThanOrEqual(30)
    expect(table.cases.filter((row) => row.expect === 'permit').length).toBeGreaterThanOrEqual(5)
  })

  it('shows every rule of the pack refusing', () => {
    const refusing = new Set(
      table.cases.flatMap((row) =>
        decide(lapdPack, factsOfCase(table, row)).refusals.map(({ rule }) => rule),
      ),
    )
    for (const { id } of lapdPack.rules.filter((rule) => rule.code !== 'NOT_PERMITTED')) {
      expect(refusing, id).toContain(id)
    }
  })
})
