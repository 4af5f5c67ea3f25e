import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMap } from '../formats/read-map.ts'
import { builtinRegister, readRegister } from '../register/read-register.ts'
import { findingsOf } from './findings.ts'
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
describe('exports that are not web or DNS', () => {
  it('a mailbox: sign-ups and results, each message once, other senders none', async () => {
    const mail = (of: { from: string; subject: string; id: string }) =>
      `From x Tue Nov 26 10:00:00 2019\nReturn-Path: <${of.from}>\nFrom: "Team"\n <${of.from}>\nTo: Ann <ann@example.org>\nDate: Tue, 26 Nov 2019 10:01:02 +0000\nSubject: ${of.subject}\nMessage-ID: <${of.id}>\n\nFrom here on it is text\n>From quoted\n\n`
    const text =
      mail({ from: 'team@mail.clearview.ai', subject: '=?utf-8?B?WW91ciBmcmVlIHRyaWFs?=', id: 'a' }) +
      mail({ from: 'team@mail.clearview.ai', subject: 'Your free trial', id: 'a' }) +
      mail({ from: 'no-reply@pimeyes.com', subject: 'Your search results', id: 'b' }) +
      mail({ from: 'news@clearviewblinds.com', subject: 'Your free trial', id: 'c' })
    const { findings, files: read, lines } = await scanText(text)
    expect(read[0]?.format).toBe('mailbox')
    expect(lines).toBe(text.split('\n').length - 1)
    expect(
      findings.map((one) => [one.person, one.serviceId, one.confidence, one.uses, one.sightings]),
    ).toEqual([
      ['ann@example.org', 'pimeyes', 'received results', 1, 1],
      ['ann@example.org', 'clearview-ai', 'signed up', 0, 1],
    ])
    expect(findings[0]?.firstSeen).toBe('2019-11-26T10:01:02.000Z')
  })

  it('one message, and a line in its head that is none', async () => {
    const { findings, brokenLines } = await scanText(
      'From: a@facecheck.id\nDate: Tue, 26 Nov 2019 10:01:02 +0000\nbroken head line\nTo: bob@example.org\nSubject: Verify your account\n\nbody\n',
    )
    expect(brokenLines).toBe(1)
    expect(findings[0]).toMatchObject({ person: 'bob@example.org', confidence: 'signed up' })
  })

  it('Exchange message tracking: several events of one message are one', async () => {
    const row = (event: string) =>
      `2019-11-26T10:01:02.123Z,,,,,,,SMTP,${event},17,<m1@x>,ann@example.org,,900,1,,,"Welcome, your trial",team@clearview.ai,,\n`
    const head =
      '#Software: Microsoft Exchange Server\n#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,message-subject,sender-address,return-path,message-info\n'
    const { findings, files: read } = await scanText(`${head}${row('RECEIVE')}${row('DELIVER')}`)
    expect(read[0]?.format).toBe('Exchange message tracking')
    expect(findings[0]).toMatchObject({ person: 'ann@example.org', confidence: 'signed up', sightings: 1 })
  })

  it('Intune and Jamf inventories, by name, bundle and extension id', async () => {
    const [base] = register.services.filter(({ id }) => id === 'pimeyes')
    const own = readRegister(
      JSON.stringify({
        version: 'own',
        services: [{ ...base, appBundleIds: ['com.example.eyes'], extensionIds: ['a'.repeat(32)] }],
      }),
    )
    const intune = await scanText(
      'Application Name,Application Publisher,Application Version,Device Name,Platform,User name\nClearview AI,Clearview,2.1,PC-1,Windows,ann\nClearView Weather,Sun,1.0,PC-2,Windows,bob\n',
    )
    expect(intune.findings.map(({ person, serviceId }) => [person, serviceId])).toEqual([
      ['ann', 'clearview-ai'],
    ])
    const jamf = await scanText(
      'Computer Name,Username,Application Title,Bundle ID,Version\nmac-7,cat,Eyes,com.example.eyes,1\n',
      { register: own },
    )
    expect(jamf.findings[0]).toMatchObject({ person: 'cat', confidence: 'installed the app', uses: 0 })
    const browsers = await scanText(
      `Device Name,User,Extension Name,Extension ID,Version\npc-8,dan,Eyes,${'a'.repeat(32)},1\n`,
      { register: own },
    )
    expect(browsers.findings[0]?.person).toBe('dan')
  })

  it('purchases, with line ends within quotes', async () => {
    const { findings, lines, brokenLines } = await scanText(
      'Posted,Cardholder,Merchant,Amount,Description\n2026-01-05,ann,"PIMEYES.COM\nWARSAW",29.99,"deep\nsearch"\n2026-01-06,bob,CLEARVIEW WINDOWS,900,glass\n2026-01-07,cut',
      {
        map: readMap(
          '{"table":"purchase","columns":{"time":"Posted","person":"Cardholder","merchant":"Merchant"}}',
        ),
      },
    )
    expect([lines, brokenLines]).toEqual([6, 1])
    expect(findings.map(({ person, confidence, uses }) => [person, confidence, uses])).toEqual([
      ['ann', 'paid', 0],
    ])
  })

  it('a quote that is never closed spoils its own line only', async () => {
    const rows = Array.from({ length: 4000 }, (_, at) => `2026-01-05,p${at},Shop ${at},1.00,things\n`).join(
      '',
    )
    const { brokenLines, lines, findings } = await scanText(
      `Date,Employee,Merchant,Amount,Description\n2026-01-05,x,"open,1,y\n${rows}2026-01-09,ann,PimEyes,30,z\n`,
    )
    expect([lines, brokenLines]).toEqual([4003, 1])
    expect(findings[0]?.person).toBe('ann')
  })

  it('sign-ons as CSV, as JSON lines and as one JSON array', async () => {
    const csv = await scanText(
      'Date (UTC),Request ID,User,Username,Application,IP address,Status\n2026-01-05T10:00:00Z,r1,Ann,ann@example.org,Clearview AI,10.0.0.1,Success\n2026-01-05T10:01:00Z,r2,Bob,bob@example.org,Clearview AI,10.0.0.2,Failure\n2026-01-05T10:01:00Z,r3,Cat,cat@example.org,Payroll,10.0.0.3,Success\n',
    )
    expect(csv.findings.map(({ person, confidence, uses }) => [person, confidence, uses])).toEqual([
      ['ann@example.org', 'signed in', 1],
      ['bob@example.org', 'tried and was blocked', 0],
    ])
    const okta = {
      published: '2026-01-05T10:00:00Z',
      uuid: 'u1',
      actor: { alternateId: 'dan@example.org' },
      outcome: { result: 'SUCCESS' },
    }
    const target = [{ type: 'AppInstance', displayName: 'Clearview AI' }]
    const lines = await scanText(`${JSON.stringify({ ...okta, target })}\n{"broken": \n`)
    expect(lines.brokenLines).toBe(1)
    expect(lines.findings[0]).toMatchObject({ person: 'dan@example.org', uses: 1 })
    const entra = {
      createdDateTime: '2026-01-05T10:00:00Z',
      id: 'e1',
      userPrincipalName: 'eve@example.org',
      appDisplayName: 'PimEyes',
      status: { errorCode: 0 },
    }
    const array = await scanText(
      JSON.stringify(
        [entra, { ...entra, id: 'e2', status: { errorCode: 50126 } }, { nothing: ['{', '"'] }],
        null,
        2,
      ),
    )
    expect(array.findings[0]).toMatchObject({ person: 'eve@example.org', uses: 1, confidence: 'signed in' })
    const cut = await scanText(JSON.stringify({ value: [entra, entra] }).slice(0, -30))
    expect(cut.brokenLines).toBe(1)
  })
})
