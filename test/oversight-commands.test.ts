import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { casebound, lendModel } from './run-casebound.ts'

let folder = ''
const at = (name: string) => join(folder, name)
const log = [
  '1574762462.123     40 10.0.0.5 TCP_MISS/200 900 POST https://app.clearview.ai/api/search ann HIER_DIRECT/192.0.2.1 -',
  '1574762470.000     40 10.0.0.6 TCP_MISS/200 900 GET https://notclearview.ai/upload bob HIER_DIRECT/192.0.2.1 -',
  '1574762 cut',
  '1606867200.000     40 10.0.0.5 TCP_MISS/200 900 POST https://app.clearview.ai/api/search ann HIER_DIRECT/192.0.2.1 -',
]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-oversight-'))
  await writeFile(at('access.log'), `${log.join('\n')}\n`)
  await writeFile(at('people.csv'), 'account,person,unit\nann,Ann A.,Robbery\n')
  const rules = [{ id: 'DIR-1', name: 'the directive', from: '2020-11-13' }]
  await writeFile(at('register.json'), JSON.stringify({ version: 'ours', rules }))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('oversight at the command line', () => {
  test('a scan ends with one line of JSON, needs no house, and counts a log once', async () => {
    const words = ['oversight', 'scan', at('access.log'), '--state', at('state.json'), '--json']
    const first = await casebound(words)
    expect(first.code, first.err).toBe(0)
    expect(first.out.trimEnd().split('\n')).toHaveLength(1)
    expect(first.json).toMatchObject({
      lines: 4,
      brokenLines: 1,
      findings: [
        {
          ...{
            person: 'ann',
            service: 'Clearview AI',
            uses: 2,
            confidence: 'uploaded an image',
            rule: 'WEB-3',
          },
          ...{ firstSeen: '2019-11-26T10:01:02.123Z', lastSeen: '2020-12-02T00:00:00.000Z' },
        },
      ],
    })
    const again = await casebound(words)
    expect(again.json).toMatchObject({
      lines: 4,
      brokenLines: 1,
      findings: (first.json as { findings: unknown }).findings,
    })
  }, 120_000)

  test('with the agency’s people and rules each use is judged by the rule of its day, and reported', async () => {
    const more = [
      '--people',
      at('people.csv'),
      '--register',
      at('register.json'),
      '--report',
      at('review.html'),
    ]
    const { code, out, err } = await casebound(['oversight', 'scan', at('access.log'), ...more])
    expect(code, err).toBe(0)
    expect(out).toContain('used while no rule existed')
    expect(out).toContain('used against the directive')
    expect(out).toContain('broken: ')
    expect(await readFile(at('review.html'), 'utf8')).toContain('Ann A.')
  }, 120_000)

  test('what it cannot read it refuses, with how to go on', async () => {
    await writeFile(at('strange.txt'), 'alpha beta\n1 2\n')
    const strange = await casebound(['oversight', 'scan', at('strange.txt')])
    expect(strange.code).toBe(3)
    expect(strange.err).toContain('FORMAT_UNKNOWN')
    expect(strange.err).toContain('--map')
    expect((await casebound(['oversight', 'scan', at('absent')])).code).toBe(3)
    expect((await casebound(['oversight', 'scan', at('access.log'), '--threads', 'many'])).code).toBe(2)
    expect((await casebound(['oversight', 'blocklist', '--format', 'stone'])).code).toBe(2)
  }, 120_000)

  test('the register is printed and put on a page, and becomes a block list', async () => {
    const register = await casebound([
      'oversight',
      'register',
      '--page',
      at('page.html'),
      '--agency',
      'Example Police',
      '--json',
    ])
    const { services } = register.json as { services: { contract: { allowed: boolean } }[] }
    expect(services.length).toBeGreaterThanOrEqual(40)
    expect(services.every(({ contract }) => !contract.allowed)).toBe(true)
    expect(await readFile(at('page.html'), 'utf8')).toContain(
      'Example Police has a contract with none of them',
    )
    const hosts = await casebound(['oversight', 'blocklist', '--format', 'hosts'])
    expect(hosts.out).toContain('0.0.0.0 pimeyes.com')
  }, 120_000)
})

describe('a review that a house keeps', () => {
  const run = (...words: string[]) => casebound([...words, '--data', at('data'), '--json'])
  beforeAll(async () => {
    await lendModel(at('data'))
    expect((await run('init', '--agency', 'DEMO-SO', '--login', 'd.marsh')).code).toBe(0)
    for (const [login, role] of [
      ['inspector', 'auditor'],
      ['captain', 'supervisor'],
    ] as const)
      expect((await run('users', 'add', login, '--name', login, '--role', role)).code).toBe(0)
  }, 600_000)

  test('judges by the recorded rule, counts in the log, and counts nothing twice', async () => {
    const rule = ['--id', 'DIR-1', '--name', 'the directive', '--source', 'Notice 1', '--from', '2020-11-13']
    expect((await run('oversight', 'rule', ...rule, '--as', 'd.marsh')).json).toMatchObject({
      error: { code: 'ROLE_MISSING' },
    })
    expect(await run('oversight', 'rule', ...rule, '--as', 'captain')).toMatchObject({ code: 0 })
    const scan = ['oversight', 'scan', at('access.log'), '--as', 'inspector']
    const first = await run(...scan)
    expect(first.code, first.err).toBe(0)
    expect(first.json).toMatchObject({
      findings: [{ uses: 1 }, { uses: 1 }],
      kept: { found: 2, grown: 0, misconduct: 1, logIndex: expect.any(Number) },
    })
    expect((await run(...scan)).json).toMatchObject({ kept: { found: 0, grown: 0, misconduct: 0 } })
  }, 600_000)

  test('asks the person, who answers; a supervisor assesses, and another closes it', async () => {
    const listed = await run('oversight', 'findings', '--as', 'inspector')
    const { findings } = listed.json as { findings: { id: string; period: string; misconduct: boolean }[] }
    const early = findings.find(({ period }) => period === 'no rule')?.id ?? ''
    expect(findings.filter(({ misconduct }) => misconduct)).toHaveLength(1)
    const words = ['--words', 'Said so that somebody else can follow it.']
    const asked = await run('oversight', 'ask', early, '--login', 'd.marsh', '--as', 'inspector')
    const steps = (asked.json as { steps: { content: { attestation: string } }[] }).steps
    const question = steps.at(-1)?.content.attestation ?? ''
    const answer = ['--used', 'yes', '--case', 'none', '--on-behalf-of', 'myself', '--led-to', 'nothing']
    expect((await run('oversight', 'attest', question, ...answer, '--as', 'd.marsh')).code).toBe(0)
    const assess = ['--assessment', 'supports', ...words, '--as', 'captain']
    expect((await run('oversight', 'assess', early, ...assess)).code).toBe(0)
    const close = (name: string) =>
      run('oversight', 'close', early, '--class', name, ...words, '--as', 'inspector')
    expect((await close('misconduct-sustained')).json).toMatchObject({ error: { code: 'MISCONDUCT_BARRED' } })
    expect((await close('used-before-rule')).json).toMatchObject({ state: 'closed' })
  }, 600_000)

  test('asks everybody for the yearly declaration', async () => {
    const due = ['--year', '2999', '--due', '2999-01-31', '--as', 'inspector']
    expect((await run('oversight', 'declarations', ...due)).json).toMatchObject({ round: { year: 2999 } })
    expect((await run('oversight', 'declare', '--used', 'no', '--as', 'd.marsh')).code).toBe(0)
  }, 600_000)

  test('has a contract with a service of our own register, and blocks it without the file from then on', async () => {
    const source = 'https://county.example/tool'
    const service = {
      ...{ id: 'county-tool', name: 'County Tool', formerNames: [], kind: 'on-premises' },
      domains: [{ domain: 'tool.county.example', role: 'tool', source }],
      ...{ mailSenders: [], appBundleIds: [], extensionIds: [], legal: [], source },
      procurementSpellings: ['County Tool'],
    }
    await writeFile(at('ours.json'), JSON.stringify({ version: 'ours', services: [service] }))
    const today = new Date().toISOString().slice(0, 10)
    const contract = ['oversight', 'contract', '--service', 'county-tool', '--status', 'forbidden']
    const words = ['--from', today, '--why', 'Order 7', '--as', 'captain']
    const unknown = await run(...contract, ...words)
    expect(unknown.json).toMatchObject({ error: { code: 'SERVICE_UNKNOWN' } })
    expect(await run(...contract, ...words, '--register', at('ours.json'))).toMatchObject({ code: 0 })
    const hosts = ['oversight', 'blocklist', '--format', 'hosts', '--as', 'inspector', '--data', at('data')]
    expect((await casebound(hosts)).out).toContain('0.0.0.0 tool.county.example')
    const log =
      '1574762462.123 40 10.0.0.5 TCP_MISS/200 900 POST https://tool.county.example/search ann HIER_DIRECT/192.0.2.1 -'
    await writeFile(at('county.log'), `${log}\n`)
    const scanned = await run('oversight', 'scan', at('county.log'), '--as', 'inspector')
    expect(scanned.json, scanned.err).toMatchObject({ findings: [{ service: 'County Tool' }] })
  }, 600_000)
})
