import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMap } from '../formats/read-map.ts'
import { builtinRegister, readRegister } from '../register/read-register.ts'
import { readInvestigations } from '../review/investigations.ts'
import { findingsOf } from './findings.ts'
import { readPeople } from './people-map.ts'
import { type ScanOptions, scanFiles } from './scan-files.ts'

const register = builtinRegister()
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-scan-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let files = 0
const fileOf = async (text: string | Buffer, name = `log${++files}`): Promise<string> => {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}
const scanText = async (text: string, more: Partial<ScanOptions> = {}) => {
  const scanned = await scanFiles({ register, paths: [await fileOf(text)], ...more })
  return { ...scanned, findings: findingsOf(scanned.entries, more.register ?? register).findings }
}
const squidLine = (of: {
  at: string
  user?: string
  address?: string
  method?: string
  url: string
  code?: string
}) =>
  `${(Date.parse(of.at) / 1000).toFixed(3)}     12 ${of.address ?? '10.0.0.5'} ${of.code ?? 'TCP_MISS/200'} 900 ${of.method ?? 'GET'} ${of.url} ${of.user ?? '-'} HIER_DIRECT/192.0.2.1 -\n`

describe('other makes of web and DNS logs', () => {
  it('Palo Alto without a heading, and BIND through syslog', async () => {
    const cells = Array.from({ length: 70 }, () => '')
    Object.assign(cells, {
      0: '1',
      1: '2019/11/26 10:01:02',
      2: '0018',
      3: 'THREAT',
      4: 'url',
      6: '2019/11/26 10:01:02',
      7: '10.0.0.5',
    })
    Object.assign(cells, { 12: 'corp\\ann', 30: 'alert', 31: '"pimeyes.com/api/upload/file"', 62: 'post' })
    const pan = await scanText(`${cells.join(',')}\n`)
    expect(pan.findings[0]).toMatchObject({ person: 'corp\\ann', serviceId: 'pimeyes', uses: 1 })
    const bind = await scanText(
      'Nov 26 10:01:02 ns1 named[99]: client 10.0.0.5#53211: view internal: query: clearview.ai IN A + (10.0.0.1)\nNov 26 10:01:03 ns1 named[99]: zone example.org loaded\n',
    )
    expect(bind.findings[0]).toMatchObject({ person: '10.0.0.5', uses: 0, confidence: 'looked up the name' })
    expect(bind.brokenLines).toBe(0)
  })

  it('Zeek ssl.log as JSON: a tunnel to the tool is a session', async () => {
    const line = (ts: number) =>
      `${JSON.stringify({ ts, 'id.orig_h': '10.0.0.5', server_name: 'app.clearview.ai', cipher: 'x' })}\n`
    const { findings } = await scanText(line(1574762462) + line(1574762500) + line(1574769999))
    expect(findings[0]).toMatchObject({ uses: 2, sessions: 2, confidence: 'connected, content unseen' })
  })

  it('the web server’s format of Squid', async () => {
    const { findings } = await scanText(
      '10.0.0.5 - ann [26/Nov/2019:10:01:02 +0000] "POST http://pimeyes.com/api/search/new HTTP/1.1" 200 77 "-" "Mozilla" TCP_MISS:HIER_DIRECT\n',
    )
    expect(findings[0]).toMatchObject({ person: 'ann', uses: 1, firstSeen: '2019-11-26T10:01:02.000Z' })
  })

  it('columns that change in the middle of a file, wherever a thread began to read', async () => {
    const first = '#Fields: date time c-ip cs-username cs-method cs-host cs-uri-path sc-status\n'
    const second = '#Fields: date time cs-host cs-uri-path cs-method cs-username c-ip sc-status cs-bytes\n'
    const old = '2019-11-26 10:01:02 10.0.0.5 ann GET www.example.org / 200\n'.repeat(400)
    const late = '2019-11-26 12:01:02 pimeyes.com /api/upload/file POST bob 10.0.0.6 200 90000\n'.repeat(300)
    const text = `${first}${old}${second}${late}`
    for (const threads of [1, 2]) {
      const { findings, brokenLines } = await scanText(text, { chunkBytes: 1009, threads })
      expect(brokenLines).toBe(0)
      expect(findings).toMatchObject([{ person: 'bob', uses: 300 }])
    }
  })
})

describe('people, shared addresses and lists', () => {
  const at = (minute: number) => `2026-01-05T10:${String(minute).padStart(2, '0')}:00Z`
  const upload = { method: 'POST', url: 'https://pimeyes.com/api/upload/file' }

  it('joins the accounts and addresses of a person, and names nobody behind a shared one', async () => {
    const people = readPeople('account,address,person,unit\nann,10.0.0.7,Ann A.,Robbery\n,10.0.0.9,shared,\n')
    const text =
      squidLine({ at: at(1), user: 'CORP\\ann', ...upload }) +
      squidLine({ at: at(2), address: '10.0.0.7', ...upload }) +
      squidLine({ at: at(3), address: '10.0.0.9', ...upload })
    const scanned = await scanFiles({ register, paths: [await fileOf(text)] })
    const { findings } = findingsOf(scanned.entries, register, { people })
    expect(findings.map(({ person, unit, uses, shared }) => [person, unit, uses, shared])).toEqual([
      ['Ann A.', 'Robbery', 2, false],
      ['10.0.0.9 (shared)', '', 1, true],
    ])
  })

  it('sets the walk through a list of names aside, but not somebody who used one of them', async () => {
    const hosts = register.services.flatMap(({ domains }) => domains.slice(0, 1)).slice(0, 12)
    const walk = (user: string) =>
      hosts
        .map(({ domain }) => squidLine({ at: at(1), user, url: `https://${domain.replace('*', 'x')}/` }))
        .join('')
    const text = walk('tester') + walk('finder') + squidLine({ at: at(3), user: 'finder', ...upload })
    const scanned = await scanFiles({ register, paths: [await fileOf(text)] })
    const { findings, listed } = findingsOf(scanned.entries, register)
    expect(findings.map(({ person, uses }) => [person, uses])).toEqual([['finder', 1]])
    expect(listed).toBeGreaterThan(15)
  })

  it('takes an empty list of investigations for what it is, and refuses what is none', () => {
    expect(readInvestigations('case,person,from,until\n')).toEqual([])
    for (const text of [
      'case,person\n',
      'case,person,from,until\nC1,ann,2020-02-30,2020-03-01\n',
      'case,person,from,until\nC1,ann,2020-03-02,2020-03-01\n',
    ]) {
      expect(() => readInvestigations(text)).toThrow('INVESTIGATIONS_INVALID')
    }
  })
})

describe('what is refused', () => {
  it.each([['account,unit\na,b\n'], ['account,person\na\n'], ['person,unit\na,b\n']])(
    'a list of people that is none: %#',
    (text) => expect(() => readPeople(text)).toThrow('PEOPLE_INVALID'),
  )

  it.each([
    ['{'],
    ['{"table":"web","columns":{"time":1}}'],
    ['{"table":"nothing","columns":{}}'],
    ['{"table":"dns","columns":{"host":1,"what":2}}'],
  ])('a mapping that is none: %s', (text) => expect(() => readMap(text)).toThrow('MAP_INVALID'))

  it('a mapping to a column that is not there', async () => {
    const map = readMap('{"table":"dns","columns":{"host":"Name"}}')
    await expect(scanText('A;B\n1;2\n', { map })).rejects.toThrow('MAP_INVALID')
  })

  it('a file of no known format, before anything is read, unless somebody says what it is', async () => {
    await expect(scanText('alpha beta\n1 2\n')).rejects.toThrow('FORMAT_UNKNOWN')
    const askMap = async () =>
      readMap(
        '{"table":"dns","separator":"semicolon","columns":{"host":"Name","person":"Who","time":"When"}}',
      )
    const { findings } = await scanText('When;Who;Name\n2026-01-05;ann;pimeyes.com\n', { askMap })
    expect(findings[0]).toMatchObject({ person: 'ann', confidence: 'looked up the name' })
  })

  it('a file that is not there, an archive that is damaged, and a compressed file that breaks off', async () => {
    await expect(scanFiles({ register, paths: [join(folder, 'absent')] })).rejects.toThrow(
      'SCAN_FILE_MISSING',
    )
    const zip = await fileOf(Buffer.from('PK\u0003\u0004 and nothing more'))
    await expect(scanFiles({ register, paths: [zip] })).rejects.toThrow('SCAN_FILE_UNREADABLE')
    const gz = await fileOf(
      Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), Buffer.from('garbage')]),
    )
    await expect(scanFiles({ register, paths: [gz] })).rejects.toThrow('SCAN_FILE_UNREADABLE')
  })

  it('a state of another register, or that is none', async () => {
    const log = await fileOf(squidLine({ at: '2026-01-05T10:00:00Z', url: 'https://pimeyes.com/' }))
    const statePath = join(folder, 'other-state.json')
    await scanFiles({ register, paths: [log], statePath })
    const other = readRegister(
      JSON.stringify({ version: 'x', only: true, services: register.services.slice(0, 2) }),
    )
    await expect(scanFiles({ register: other, paths: [log], statePath })).rejects.toThrow('STATE_DIFFERS')
    await writeFile(statePath, 'nothing')
    await expect(scanFiles({ register, paths: [log], statePath })).rejects.toThrow('STATE_DIFFERS')
  })
})

describe('an archive', () => {
  it('is read file by file', async () => {
    const text = squidLine({
      at: '2026-01-05T10:00:00Z',
      user: 'ann',
      method: 'POST',
      url: 'https://pimeyes.com/upload',
    }).repeat(500)
    const [log, zip] = [await fileOf(text, 'inner.log'), join(folder, 'logs.zip')]
    execFileSync('python3', [
      '-c',
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED); z.write(sys.argv[2], "a/inner.log")',
      zip,
      log,
    ])
    const scanned = await scanFiles({ register, paths: [zip], chunkBytes: 1000 })
    expect(scanned.lines).toBe(500)
    expect(scanned.files[0]?.name).toBe(`${zip}:a/inner.log`)
    expect(findingsOf(scanned.entries, register).findings[0]?.uses).toBe(500)
  })
})
