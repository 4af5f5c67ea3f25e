import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeDirectoryDurably, writeFileDurably } from './write-file-durably.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-write-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a new file appears and an old one is replaced, with nothing left beside it', async () => {
  const path = join(folder, 'checkpoint')
  await writeFileDurably(path, Buffer.from('one'))
  await writeFileDurably(path, Buffer.from('two'), { mode: 0o600 })
  expect(await readFile(path, 'utf8')).toBe('two')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['checkpoint'])
})

test('readers see the old bytes or the new, whole, never a part', async () => {
  const path = join(folder, 'checkpoint')
  const contents = ['a'.repeat(100_000), 'b'.repeat(200_000)]
  await writeFile(path, contents[0] ?? '')
  let writing = true
  const write = async () => {
    for (let turn = 0; turn < 40; turn++) await writeFileDurably(path, Buffer.from(contents[turn % 2] ?? ''))
    writing = false
  }
  const read = async () => {
    while (writing) expect(contents.includes(await readFile(path, 'utf8'))).toBe(true)
  }
  await Promise.all([write(), read()])
})

test('when the place cannot be written the error comes through and no temporary file stays', async () => {
  await makeDirectoryDurably(join(folder, 'taken', 'inner'))
  await expect(writeFileDurably(join(folder, 'taken'), Buffer.from('x'))).rejects.toMatchObject({
    code: 'EISDIR',
  })
  expect(await readdir(folder)).toEqual(['taken'])
  await expect(writeFileDurably(join(folder, 'no', 'x'), Buffer.from('x'))).rejects.toMatchObject({
    code: 'ENOENT',
  })
})
