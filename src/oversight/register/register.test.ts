import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contractOn } from './contract-on.ts'
import { builtinRegister, readRegister } from './read-register.ts'
import { registerPage } from './register-page.ts'
import { serviceFinder } from './service-finder.ts'

const register = builtinRegister()
const finder = serviceFinder(register)
const agencyFile = (of: object) => JSON.stringify({ version: 'agency 1', ...of })

describe('the register that comes along', () => {
  it('knows at least forty services, each with a source, and no id twice', () => {
    expect(register.services.length).toBeGreaterThanOrEqual(40)
    expect(new Set(register.services.map(({ id }) => id)).size).toBe(register.services.length)
  })

  it('gives no domain to two services', () => {
    const domains = register.services.flatMap((one) => one.domains.map(({ domain }) => domain))
    expect(new Set(domains).size).toBe(domains.length)
  })

  it('finds each service at each of its domains, and at hosts below them', () => {
    for (const service of register.services) {
      for (const { domain, paths } of service.domains) {
        const host = domain.replace('*', 'eu-west-1')
        expect(finder.atHost(host, paths?.[0])?.service.id).toBe(service.id)
        expect(finder.atHost(`X.${host.toUpperCase()}.`, paths?.[0])?.service.id).toBe(
          host.startsWith('rekognition') || host.startsWith('facebody') ? undefined : service.id,
        )
      }
    }
  })
})

describe('finding a service by a name', () => {
  it.each([
    ['notclearview.ai'],
    ['clearview.ai.example.com'],
    ['clearviewblinds.com'],
    ['clearview-ai.com'],
    ['ai'],
    ['xpimeyes.com'],
    ['rekognition.amazonaws.com.example.org'],
    ['mycompany.cognitiveservices.azure.com'],
    [''],
  ])('takes %s for nobody’s', (host) => {
    expect(finder.atHost(host)).toBeUndefined()
  })

  it('never takes a host for a service unless an entry is the whole of its end', () => {
    const domains = register.services.flatMap((one) => one.domains.map(({ domain }) => domain))
    const plain = domains.filter((domain) => !domain.includes('*'))
    fc.assert(
      fc.property(fc.constantFrom(...plain), fc.stringMatching(/^[a-z0-9-]{1,8}$/), (domain, more) => {
        expect(finder.atHost(`${domain}.${more}.example`)).toBeUndefined()
        const glued = `${more}${domain}`
        if (!plain.some((one) => glued === one || glued.endsWith(`.${one}`)))
          expect(finder.atHost(glued)).toBeUndefined()
      }),
    )
  })

  it('reads receipts by whole words', () => {
    expect(finder.namedIn('SQ *CLEARVIEW.AI INC  NEW YORK')?.id).toBe('clearview-ai')
    expect(finder.namedIn('Pim Eyes Deep Search, monthly')?.id).toBe('pimeyes')
    expect(finder.namedIn('CLEARVIEW WINDOWS & DOORS')).toBeUndefined()
    expect(finder.namedIn('Clearview Aire Conditioning')).toBeUndefined()
    expect(finder.namedIn('Kairos Coffee')).toBeUndefined()
  })

  it('knows senders by their host', () => {
    expect(finder.atSender('Team <help@mail.clearview.ai>')?.id).toBe('clearview-ai')
    expect(finder.atSender('clearview.ai@example.com')).toBeUndefined()
  })
})

describe('an agency’s own register', () => {
  it('adds a service with ids of apps and extensions, and replaces an entry of the same id', () => {
    const own = {
      ...register.services.find(({ id }) => id === 'pimeyes'),
      appBundleIds: ['com.example.app'],
      extensionIds: ['abcdefghijklmnopabcdefghijklmnop'],
    }
    const read = readRegister(agencyFile({ services: [own] }))
    expect(read.services).toHaveLength(register.services.length)
    expect(read.digest).not.toBe(register.digest)
    expect(serviceFinder(read).ofBundle('COM.example.app')?.id).toBe('pimeyes')
    expect(serviceFinder(read).ofExtension('abcdefghijklmnopabcdefghijklmnop')?.id).toBe('pimeyes')
  })

  it('may stand alone', () => {
    const [one] = register.services
    expect(readRegister(agencyFile({ only: true, services: [one] })).services).toEqual([one])
  })

  it('closes a service by itself on the day after its contract ends', () => {
    const contract = {
      service: 'roc',
      status: 'contracted',
      from: '2025-01-01',
      until: '2025-12-31',
      why: 'tender 7',
    }
    const read = readRegister(agencyFile({ contracts: [contract] }))
    const on = (day: string) => contractOn(read, 'roc', day)
    expect([on('2024-12-31').allowed, on('2025-01-01').allowed, on('2025-12-31').allowed]).toEqual([
      false,
      true,
      true,
    ])
    expect(on('2026-01-01')).toMatchObject({ allowed: false, status: 'contract ended' })
    expect(contractOn(read, 'pimeyes', '2025-06-01')).toMatchObject({ status: 'forbidden', allowed: false })
  })

  it('says what is under review, forbidden and terminated, and allows none of it', () => {
    const contracts = [
      { service: 'roc', status: 'under-review', why: 'tender 8' },
      { service: 'oosto', status: 'forbidden', why: 'order 4' },
      { service: 'idemia', status: 'terminated', on: '2025-03-01', why: 'audit' },
    ]
    const read = readRegister(agencyFile({ contracts }))
    expect(contractOn(read, 'roc', '2025-06-01')).toMatchObject({ status: 'under review', allowed: false })
    expect(contractOn(read, 'oosto', '2025-06-01').words).toContain('order 4')
    expect(contractOn(read, 'idemia', '2025-02-28').allowed).toBe(true)
    expect(contractOn(read, 'idemia', '2025-03-01')).toMatchObject({ status: 'terminated', allowed: false })
  })

  it('judges a day by what had begun then, whatever came later', () => {
    const contracts = [
      { service: 'roc', status: 'contracted', from: '2024-01-01', until: '2024-12-31', why: 'tender 7' },
      { service: 'roc', status: 'under-review', since: '2025-02-01', why: 'tender 8' },
      { service: 'roc', status: 'contracted', from: '2025-06-01', until: '2026-05-31', why: 'tender 8' },
      { service: 'roc', status: 'terminated', on: '2025-09-01', why: 'audit' },
    ]
    const read = readRegister(agencyFile({ contracts }))
    const days = ['2023-12-31', '2024-06-01', '2025-01-01', '2025-03-01', '2025-07-01', '2025-09-01']
    expect(days.map((day) => contractOn(read, 'roc', day).status)).toEqual([
      ...['forbidden', 'contracted', 'contract ended', 'under review', 'contracted', 'terminated'],
    ])
  })

  it.each([
    ['{', 'JSON'],
    [agencyFile({ services: [{ id: 'x' }] }), 'services.0'],
    [agencyFile({ contracts: [{ service: 'nobody', status: 'forbidden', why: 'x' }] }), 'nobody'],
    [
      agencyFile({
        contracts: [
          { service: 'roc', status: 'contracted', from: '2025-02-01', until: '2025-01-01', why: 'x' },
        ],
      }),
      'ends before',
    ],
    [agencyFile({ services: [register.services[0], register.services[0]] }), 'twice'],
  ])('is refused when it is not whole: %#', (text, word) => {
    expect(() => readRegister(text)).toThrow(word)
    expect(() => readRegister(text)).toThrow('REGISTER_INVALID')
  })
})

describe('the public page', () => {
  it('names every service, what the agency has with it, and escapes what it prints', () => {
    const page = registerPage(register, { agency: 'Example <Police>', day: '2026-11-26' })
    expect(page).toContain('Example &lt;Police&gt; has a contract with none of them')
    for (const { name } of register.services) expect(page).toContain(name.replaceAll('&', '&amp;'))
    expect(page).toContain('not confirmed')
  })
})
