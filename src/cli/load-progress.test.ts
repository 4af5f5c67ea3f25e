import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { loadProgress } from './load-progress.ts'
import { createTerminal } from './terminal.ts'

function written(steps: readonly { rows: number; ofRows: number }[]): string {
  let text = ''
  const err = new Writable({
    write(chunk, _, done) {
      text += chunk
      done()
    },
  })
  const progress = loadProgress(createTerminal({ json: false, out: err, err }))
  for (const step of steps) progress(step)
  return text
}

test('the reading of a large gallery is shown with rate and time left, that of a small one is not', () => {
  expect(written([{ rows: 200, ofRows: 200 }])).toBe('')
  expect(
    written([
      { rows: 1_000_000, ofRows: 4_000_000 },
      { rows: 4_000_000, ofRows: 4_000_000 },
    ]),
  ).toMatch(/Reading the templates: 1000000 of 4000000 rows, .* a second, .* left\n.*4000000 of 4000000/)
})
