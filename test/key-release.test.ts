import { mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goodRows, rowLine, writeImport } from './import-folder.ts'
import { casebound, demoPeople, lendModel } from './run-casebound.ts'

// A house with a key release in a process of its own, by its commands alone.

let folder = ''
let dataDir = ''
let search: readonly string[] = []
const at = (...words: string[]) => casebound([...words, '--data', dataDir, '--json'])
const used = async () => (await readFile(join(dataDir, 'key-release', 'used'), 'utf8')).trim().split('\n')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-key-release-'))
  dataDir = join(folder, 'data')
  await lendModel(dataDir)
  expect((await at('init', '--agency', 'DEMO-SO', '--login', 'd.marsh')).code).toBe(0)
  const people = JSON.parse(await readFile(join(demoPeople, 'people.json'), 'utf8'))
  const photos = await goodRows(2)
  const manifest = await writeImport(join(folder, 'photos'), {
    photos,
    rows: photos.map((row) => rowLine(row)),
  })
  const enrolled = await at('enroll', join(folder, 'photos'), '--manifest', manifest)
  expect(enrolled.code, enrolled.out + enrolled.err).toBe(0)
  const facts = '--case 24-118 --crime robbery --purpose investigate-crime --source private-cctv'
  search = ['search', join(demoPeople, people.demoProbe), ...facts.split(' ')]
}, 300_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

test('is not there until it is switched on, and then every search has its leave', async () => {
  expect(await at('log', 'key-release')).toMatchObject({ code: 0, json: { keyRelease: false } })
  const on = await at('log', 'key-release', 'on')
  expect(on).toMatchObject({ code: 0, json: { keyRelease: true, changed: true, running: false } })
  expect(await at('log', 'key-release', 'on')).toMatchObject({ code: 0, json: { changed: false } })
  const plain = await at(...search)
  expect(plain.code, plain.out + plain.err).toBe(0)
  expect(await used()).toHaveLength(1)
  // What is compared now is a working copy, to which the entry commits beside the original.
  const recipe = join(folder, 'steps.json')
  await writeFile(recipe, JSON.stringify([{ op: 'grey', version: 1 }]))
  const prepared = await at(...search, '--recipe', recipe)
  expect(prepared.code, prepared.out + prepared.err).toBe(0)
  expect(await used()).toHaveLength(2)
}, 300_000)

test('that has lost its memory, or its place, lets nothing be searched', async () => {
  const kept = join(folder, 'kept')
  await rename(join(dataDir, 'key-release'), kept)
  await symlink(join(folder, 'unmounted'), join(dataDir, 'key-release'))
  expect(await at(...search)).toMatchObject({ code: 3, json: { error: { code: 'RELEASE_ABSENT' } } })
  await rm(join(dataDir, 'key-release'))
  await rename(kept, join(dataDir, 'key-release'))
  await rename(join(dataDir, 'key-release', 'seen.json'), join(folder, 'seen.json'))
  expect(await at(...search)).toMatchObject({ code: 3, json: { error: { code: 'RELEASE_MEMORY_DAMAGED' } } })
  await rename(join(folder, 'seen.json'), join(dataDir, 'key-release', 'seen.json'))
}, 300_000)

test('does not follow a witness policy that nobody gave it, and says where to put it', async () => {
  const policy = join(folder, 'policy.txt')
  await writeFile(policy, 'quorum none\n')
  const adopted = await at('log', 'witnesses', 'adopt', policy)
  expect(adopted.code, adopted.out + adopted.err).toBe(0)
  const refused = await at(...search)
  expect(refused).toMatchObject({ code: 3, json: { error: { code: 'RELEASE_TRUSTS_OTHER' } } })
  const there = join(dataDir, 'key-release', 'policy.txt')
  expect(JSON.stringify(refused.json)).toContain(there)
  await writeFile(there, 'quorum none\n')
  const again = await at(...search)
  expect(again.code, again.out + again.err).toBe(0)
  expect(await used()).toHaveLength(3)
}, 300_000)

test('is put aside with its memory when it is switched off', async () => {
  const off = await casebound(['log', 'key-release', 'off', '--data', dataDir])
  expect(off.code, off.err).toBe(0)
  expect(off.out).toMatch(/key-release\.off-\d{8}T\d{6}Z/)
  expect((await at(...search)).code).toBe(0)
  expect((await casebound(['log', 'key-release', 'perhaps', '--data', dataDir])).code).toBe(2)
}, 300_000)
