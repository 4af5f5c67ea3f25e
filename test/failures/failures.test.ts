import { describe, expect, it } from 'vitest'
import { houseFileExists, readHouseFile } from '../tidy/house-files.ts'

// The list of documented failures: every number has an answer, and every test it names is there.

const rows = readHouseFile('docs/compliance/failures.md')
  .split('\n')
  .filter((line) => /^\| \d+ /.test(line))
  .map((line) => {
    const [number = '', failure = '', answer = '', tests = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    const named = tests.split(/; (?=`)/).map((one) => {
      const [, path = '', name = ''] = /^`([^`]+)` › (.+)$/.exec(one) ?? []
      return { path, name }
    })
    return { number: Number(number), failure, answer, named }
  })

describe('docs/compliance/failures.md', () => {
  it('has a row for each of the twenty-five failures, in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1))
  })

  it.each(rows)('says of $number ($failure) what answers it', ({ failure, answer, named }) => {
    expect(failure).not.toBe('')
    expect(answer).not.toBe('')
    expect(named.length).toBeGreaterThan(0)
  })

  it.each(rows.flatMap(({ number, named }) => named.map((one) => ({ number, ...one }))))(
    '$number: $path has the test "$name"',
    ({ path, name }) => {
      expect(name).not.toBe('')
      expect(houseFileExists(path)).toBe(true)
      expect(readHouseFile(path).replace(/\s+/g, ' ')).toContain(name)
    },
  )
})
