import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { codesInWords, refusalInWords } from './refusal-words.ts'

const packs = fileURLToPath(new URL('../policy/packs', import.meta.url))

test('every code that a shipped policy can refuse with has words for the public', async () => {
  const folders = (await readdir(packs, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const texts = await Promise.all(folders.map(({ name }) => readFile(join(packs, name, 'pack.json'), 'utf8')))
  const codes = new Set(
    texts.flatMap((text) => [...text.matchAll(/"code": "([A-Z][A-Z_]+)"/g)].map(([, code]) => code ?? '')),
  )
  expect(codes.size).toBeGreaterThan(20)
  expect([...codes].filter((code) => !codesInWords.has(code))).toEqual([])
})

test('a code without words of its own is read out, never shown raw', () => {
  expect(refusalInWords('SOME_NEW_RULE')).toBe('Some new rule')
})
