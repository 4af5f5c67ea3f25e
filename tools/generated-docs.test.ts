import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { generatedDocs } from './generated-docs.ts'

describe('the documents made from the code', () => {
  it.each(Object.entries(generatedDocs))(
    '%s says what the code says now (npm run docs)',
    async (path, generate) => {
      const kept = await readFile(new URL(`../${path}`, import.meta.url), 'utf8')
      expect(kept).toBe(await generate())
    },
  )
})
