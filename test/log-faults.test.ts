import { describe, expect, it } from 'vitest'
import { houseFileExists, readHouseFile } from './tidy/house-files.ts'

// The list of what can go wrong with the log: every number has an answer, and every test it names is there.

const rows = readHouseFile('docs/compliance/log-faults.md')
  .split('\n')
  .filter((line) => /^\| \d+ /.test(line))
  .map((line) => {
    const [number = '', fault = '', answer = '', tests = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    const named = [...tests.matchAll(/`([^`]+)` › ([^;]+)/g)].map(([, path = '', name = '']) => ({
      path,
      name: name.trim(),
    }))
    return { number: Number(number), fault, answer, tests, named }
  })

describe('docs/compliance/log-faults.md', () => {
  it('has a row for each of the forty faults, in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1))
  })

  it.each(rows)('says of $number ($fault) what happens, and names tests or why there is none', (row) => {
    expect(row.fault).not.toBe('')
    expect(row.answer).not.toBe('')
    if (row.named.length === 0) expect(row.tests).toMatch(/^none: .{20,}/)
  })

  it.each(rows.flatMap(({ number, named }) => named.map((one) => ({ number, ...one }))))(
    '$number: $path has the test "$name"',
    ({ path, name }) => {
      expect(houseFileExists(path)).toBe(true)
      // Names may be broken over lines, or stand in a table of cases; the words are what counts.
      const text = readHouseFile(path).replace(/\s+/g, ' ')
      expect(text).toContain(name)
    },
  )
})
