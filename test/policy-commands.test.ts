import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { casebound, lendModel, repoRoot } from './run-casebound.ts'

let folder = ''
let dataDir = ''
const packs = join(repoRoot, 'src', 'policy', 'packs')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-policy-'))
  dataDir = join(folder, 'data')
  await lendModel(dataDir)
  const founded = await casebound(['init', '--data', dataDir, '--agency', 'DEMO-SO', '--login', 'd.marsh'])
  expect(founded.code, founded.err).toBe(0)
  for (const [login, role] of [
    ['captain', 'supervisor'],
    ['chief', 'programme-manager'],
  ] as const) {
    const added = await casebound(['users', 'add', login, '--name', login, '--role', role, '--data', dataDir])
    expect(added.code, added.err).toBe(0)
  }
}, 300_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const policy = (...words: string[]) => casebound(['policy', ...words, '--data', dataDir, '--json'])
const answers = ['outside-requests=refuse', 'body-camera=deny', 'tries=3'].flatMap((one) => ['--answer', one])

describe('the policy at the command line', () => {
  test('every pack that ships, and the adopted one, holds', async () => {
    const { code, json, err } = await policy('check')
    expect(code, err).toBe(0)
    const { packs: checked } = json as { packs: { pack: string; rules: number; mutantsCaught: number }[] }
    expect(checked.map(({ pack }) => pack)).toContain('adopted:1')
    expect(checked).toHaveLength(9)
    for (const { rules, mutantsCaught } of checked) expect(mutantsCaught).toBe(rules)
  }, 120_000)

  test('a folder whose table holds too little does not', async () => {
    const own = join(folder, 'own')
    await cp(join(packs, 'lapd-lacris'), own, { recursive: true })
    const table = JSON.parse(await readFile(join(own, 'cases.json'), 'utf8'))
    table.cases = table.cases.filter((row: { expect: string | string[] }) => !row.expect.includes('NO_CASE'))
    await writeFile(join(own, 'cases.json'), JSON.stringify(table))
    const { code, err } = await policy('check', own)
    expect(code).toBe(3)
    expect(err).toContain('no row of cases.json shows LA-CASE-1')
    expect((await policy('check', join(folder, 'nothing'))).code).toBe(3)
  }, 60_000)

  test('one request is explained by the policy in force, and by another', async () => {
    const { ordinary } = JSON.parse(await readFile(join(packs, 'lapd-lacris', 'cases.json'), 'utf8'))
    const file = join(folder, 'request.json')
    await writeFile(file, JSON.stringify({ ...ordinary, caseNumber: null }))
    const mine = await policy('explain', file)
    expect(mine.code).toBe(3)
    expect(mine.json).toMatchObject({ permitted: false, refusals: [{ rule: 'LA-CASE-1' }] })
    expect(mine.err).toContain('This search was refused: no case number (rule LA-CASE-1).')
    await writeFile(file, JSON.stringify(ordinary))
    expect((await policy('explain', file)).code).toBe(0)
    const open = await policy('explain', file, '--pack', 'maryland')
    expect(open.json).toMatchObject({ refusals: [{ code: 'SETUP_UNANSWERED' }] })
  }, 60_000)

  test('packs are listed with what they ask, and two are compared in words', async () => {
    const listed = await policy('packs')
    expect(listed.err).toContain('? outside-requests=refuse | form')
    expect((listed.json as { versions: unknown[] }).versions).toHaveLength(1)
    const diff = await policy('diff', 'washington', 'colorado')
    expect(diff.err).toContain('+ rule CO-REPORT-1')
    expect(diff.err).toContain('− rule WA-TESTED-1')
    expect((await policy('diff', 'adopted:1', 'shipped:lapd-lacris')).json).toMatchObject({ changes: [] })
  }, 60_000)

  test('one proposes and another approves, and everybody accepts', async () => {
    const alone = await policy('adopt', 'maryland', '--approver', 'captain', '--as', 'captain', ...answers)
    expect(alone.json).toMatchObject({ error: { code: 'SAME_PERSON' } })
    const open = await policy('adopt', 'maryland', '--approver', 'chief', '--as', 'captain')
    expect(open.json).toMatchObject({ error: { code: 'SETUP_UNANSWERED' } })
    const { code, json, err } = await policy(
      'adopt',
      'maryland',
      '--approver',
      'chief',
      '--as',
      'captain',
      ...answers,
    )
    expect(code, err).toBe(0)
    expect(json).toMatchObject({ n: 2, packId: 'maryland', inForce: true })
    const replay = await policy(
      'replay',
      '--pack',
      'maryland',
      '--from',
      '2026-01-01',
      '--as',
      'captain',
      ...answers,
    )
    expect(replay.json).toMatchObject({ requests: 0, changes: [] })
    const accepted = await policy('accept', '--as', 'd.marsh')
    expect(accepted.err).toContain('MD-CERT-1')
    expect(accepted.json).toMatchObject({ n: 2, accepted: true })
    const again = await policy('accept', '--as', 'd.marsh')
    expect(again.err).not.toContain('MD-CERT-1')
    expect((await casebound(['log', 'verify', '--data', dataDir])).code).toBe(0)
  }, 120_000)
})
