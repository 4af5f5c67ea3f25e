import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeAt } from '../src/people/index.ts'
import { answerCasebound, casebound, lendModel } from './run-casebound.ts'

// Accounts of a real house on the command line: a link to set up the factors, then password and code.

const password = 'four quiet herons over the weir'
let folder = ''
let dataDir = ''
let token = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-sign-in-'))
  dataDir = join(folder, 'data')
  await lendModel(dataDir)
  const founded = await casebound([
    'init',
    '--agency',
    'REAL-PD',
    '--login',
    'd.marsh',
    '--data',
    dataDir,
    '--json',
  ])
  expect(founded.code, founded.err).toBe(0)
  ;({ token } = (founded.json as { administrator: { token: string } }).administrator)
  expect(founded.err.split(token)).toHaveLength(3)
}, 300_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const run = (...args: string[]) => casebound([...args, '--data', dataDir, '--json'])

const ended = (said: string, question: string) => said.endsWith(question)

test('the first administrator sets up password and authenticator with the link of init, then signs in with them', async () => {
  let secret = ''
  const set = await answerCasebound(['sign-in', token, '--data', dataDir, '--json'], (said) => {
    secret = /secret=([A-Z2-7]+)/.exec(said)?.[1] ?? secret
    if (ended(said, 'New password: ')) return said.includes('it needs 20') ? password : 'short'
    return ended(said, 'that the app shows: ') ? codeAt(secret, new Date()) : undefined
  })
  expect(set.err).toContain('it needs 20')
  expect(set.json).toMatchObject({ user: { login: 'administrator' }, via: 'enrolled' })
  const saved = join(dataDir, 'cli-session')
  expect((await stat(saved)).mode & 0o777).toBe(0o600)
  expect((await run('sign-out')).code).toBe(0)

  const again = await answerCasebound(['sign-in', '--data', dataDir, '--json'], (said) => {
    if (ended(said, 'accept this? (yes) ')) return 'yes'
    if (ended(said, 'Login: ')) return 'administrator'
    if (ended(said, 'Password: ')) return password
    // The next step's code: the one before was used to set the authenticator up.
    return ended(said, 'Code: ') ? codeAt(secret, new Date(Date.now() + 30_000)) : undefined
  })
  expect(again.json, again.err).toMatchObject({ via: 'password', user: { roles: ['administrator'] } })
  expect(again.err).toContain('Use is monitored and recorded')
  expect(again.out + again.err).not.toContain(password)
  expect(JSON.parse(await readFile(saved, 'utf8'))).toMatchObject({ login: 'administrator' })
}, 120_000)

test('whoever does not accept the notice is not signed in', async () => {
  const refused = await answerCasebound(
    ['sign-in', '--login', 'd.marsh', '--data', dataDir, '--json'],
    (said) => {
      if (ended(said, 'accept this? (yes) ')) return 'no'
      return /(Password|Code): $/.test(said) ? 'x' : undefined
    },
  )
  expect(refused).toMatchObject({ code: 3, json: { error: { code: 'BANNER_NOT_ACCEPTED' } } })
}, 60_000)

test('an input that ends early is a refusal, not a wait', async () => {
  const ran = await casebound(['sign-in', '--data', dataDir, '--json'])
  expect(ran).toMatchObject({ code: 3, json: { error: { code: 'INPUT_ENDED' } } })
}, 60_000)

test('accounts are added, changed, reset, closed and re-validated at the console', async () => {
  const added = await run('users', 'add', 'r.ortiz', '--name', 'R. Ortiz', '--role', 'examiner')
  expect(added.json).toMatchObject({ login: 'r.ortiz', token: expect.stringMatching(/^[\w-]{32}$/) })
  const barred = await run(
    ...['users', 'roles', 'r.ortiz', '--role', 'requester', '--role', 'administrator', '--reason', 'both'],
  )
  expect(barred).toMatchObject({ code: 3, json: { error: { code: 'ROLES_BARRED' } } })
  const verifier = ['users', 'roles', 'r.ortiz', '--role', 'verifier', '--reason', 'new duty']
  expect((await run(...verifier)).code).toBe(0)
  for (const verb of ['close', 'reopen', 'revalidate'])
    expect((await run('users', verb, 'r.ortiz', '--reason', 'as asked')).code).toBe(0)
  expect((await run('users', 'reset', 'r.ortiz', '--reason', 'lost phone')).json).toHaveProperty('token')
  expect((await run('users', 'link', 'administrator')).json).toMatchObject({
    error: { code: 'FACTORS_PRESENT' },
  })
  const { users } = (await run('users', 'list')).json as { users: { login: string; standing: string }[] }
  expect(users).toContainEqual(
    expect.objectContaining({ login: 'r.ortiz', roles: ['verifier'], standing: 'open' }),
  )
}, 180_000)
