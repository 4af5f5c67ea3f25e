import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casebound, lendModel, startCasebound, stop } from './run-casebound.ts'

// An agency and three witnesses, each a process of its own as on machines of their own, on loopback.

type Running = { readonly child: ChildProcess; readonly url: string; readonly vkey: string }
let folder = ''
let dataDir = ''
let log = ''
const running: Running[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-witness-commands-'))
  dataDir = join(folder, 'data')
  await lendModel(dataDir)
  const founded = await casebound(['init', '--data', dataDir, '--agency', 'DEMO-SO', '--login', 'd.marsh'])
  expect(founded.code, founded.err).toBe(0)
  log = (await readFile(join(dataDir, 'log', 'keys', 'log.vkey'), 'utf8')).trim()
}, 300_000)
afterAll(async () => {
  for (const { child } of running) await stop(child, 'SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

const dirOf = (at: number) => join(folder, `w${at}`)

/** Serves a witness; resolves once it says where it listens. */
async function serve(at: number, listen = '127.0.0.1:0'): Promise<Running> {
  const args = ['witness', 'serve', '--dir', dirOf(at), '--log', log, '--listen', listen, '--json']
  const child = startCasebound(args)
  return new Promise((resolve, reject) => {
    let out = ''
    child.stdout?.on('data', (chunk) => {
      out += chunk
      const line = out.split('\n').find((one) => one.startsWith('{') && one.endsWith('}'))
      if (line !== undefined) resolve({ child, ...JSON.parse(line) })
    })
    child.on('close', (code) => reject(new Error(`the witness ended with ${code}`)))
  })
}

const at = async (...words: string[]) => {
  const ran = await casebound([...words, '--data', dataDir, '--json'])
  return { ...ran, json: ran.json as Record<string, unknown> }
}
const addCertificate = () =>
  at(...'certificates record d.marsh --course c --issuer i --from 2026-01-01 --to 2027-01-01'.split(' '))

test('three witnesses are made and served, each with a key of its own', async () => {
  for (const index of [1, 2, 3]) {
    const made = await casebound([
      'witness',
      'init',
      '--dir',
      dirOf(index),
      '--name',
      `inspector.example/w${index}`,
    ])
    expect(made.code, made.err).toBe(0)
    expect(made.out).toContain(`witness w${index} inspector.example/w${index}+`)
    running.push(await serve(index))
  }
  expect(new Set(running.map(({ vkey }) => vkey)).size).toBe(3)
  const again = await casebound(['witness', 'init', '--dir', dirOf(1), '--name', 'x', '--json'])
  expect(again).toMatchObject({ code: 3, json: { error: { code: 'WITNESS_EXISTS' } } })
  const second = await casebound(['witness', 'serve', '--dir', dirOf(1), '--log', log, '--json'])
  expect(second).toMatchObject({ code: 3, json: { error: { code: 'WITNESS_IN_USE' } } })
  const wrong = await casebound(['witness', 'serve', '--dir', dirOf(1), '--log', log, '--listen', '8790'])
  expect(wrong.code).toBe(2)
}, 600_000)

test('a policy that names them is adopted, and from the next start on they cosign what is published', async () => {
  expect(await at('log', 'witnesses')).toMatchObject({ code: 0, json: { witnesses: [] } })
  const policy = join(folder, 'policy.txt')
  const lines = running.map(({ vkey, url }, index) => `witness w${index + 1} ${vkey} ${url}`)
  const text = [`log ${log}`, ...lines, 'group three 2 w1 w2 w3', 'quorum three', ''].join('\n')
  await writeFile(policy, text.replaceAll(/ http:\S+/g, ''))
  expect(await at('log', 'witnesses', 'adopt', policy)).toMatchObject({
    code: 3,
    json: { error: { code: 'WITNESS_WITHOUT_ADDRESS' } },
  })
  await writeFile(policy, text)
  expect(await at('log', 'witnesses', 'adopt', policy)).toMatchObject({
    code: 0,
    json: { witnesses: 3, quorum: '2 of 3', running: false },
  })
  const recorded = await addCertificate()
  expect(recorded.code, recorded.out + recorded.err).toBe(0)
  const site = join(folder, 'site')
  const published = await at('log', 'publish', site, '--delay', '0')
  expect(published.code, published.err).toBe(0)
  const verified = await casebound(['log', 'verify', site, '--policy', policy, '--key', log, '--json'])
  expect(verified.code, verified.out).toBe(0)
  expect(verified.json).toMatchObject({ verified: true, witnessed: { policyPinned: true } })
  const status = await at('log', 'witnesses')
  expect(status.code, status.out).toBe(0)
  expect(status.json).toMatchObject({ quorumReached: true })
}, 600_000)

test('with two of them killed nothing goes into the log, in words that name them; then it goes on', async () => {
  for (const { child } of running.slice(0, 2)) await stop(child, 'SIGKILL')
  const refused = await addCertificate()
  expect(refused.code, refused.out + refused.err).toBe(3)
  expect(refused.json).toMatchObject({
    error: {
      code: 'WITNESSES_MISSING',
      message: expect.stringMatching(/w1 cannot be reached.*w2 cannot be reached.*w3 cosigned/),
    },
  })
  for (const index of [1, 2]) {
    const { url } = running[index - 1] ?? { url: '' }
    running[index - 1] = await serve(index, new URL(url).host)
  }
  const recorded = await addCertificate()
  expect(recorded.code, recorded.out + recorded.err).toBe(0)
  expect((await at('log', 'witnesses')).code).toBe(0)
}, 600_000)
