import { execFile, execFileSync, spawn } from 'node:child_process'
import { Resolver } from 'node:dns/promises'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtinRegister, readRegister } from '../register/read-register.ts'
import { type BlocklistFormat, blocklistFormats, writeBlocklist } from './write-blocklist.ts'

const run = promisify(execFile)
const register = builtinRegister()
const day = '2026-11-26'
const list = (format: BlocklistFormat, more: object = {}) =>
  writeBlocklist(register, { format, day, ...more })

/** The real reader of a list, where Debian put it; in CI all of them must be there. */
function tool(name: string): string | undefined {
  const found = ['/usr/bin', '/usr/sbin'].map((dir) => join(dir, name)).find((path) => existsSync(path))
  if (found === undefined && process.env.CI) throw new Error(`${name} is missing; .ci/run installs it`)
  return found
}

const tools = {
  checkzone: tool('named-checkzone'),
  checkconf: tool('named-checkconf'),
  squid: tool('squid'),
  dnsmasq: tool('dnsmasq'),
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-blocklist-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const written = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

describe('what stands on a block list', () => {
  it.each(blocklistFormats.map((format) => [format] as const))('names the known tools as %s', (format) => {
    const { text, blocked } = list(format)
    for (const domain of ['clearview.ai', 'pimeyes.com', 'facecheck.id']) expect(text).toContain(domain)
    expect(blocked).toBeGreaterThan(15)
    expect(text).not.toContain('faceseek.online')
    expect(text).not.toContain('idemia.com')
  })

  it('says what it leaves out and why', () => {
    const { notBlocked } = list('rpz')
    const because = (name: string) => notBlocked.find((one) => one.name === name)?.because
    expect(because('faceseek.online')).toContain('not confirmed')
    expect(because('idemia.com')).toContain('pages')
    expect(because('rekognition.*.amazonaws.com')).toContain('star')
    expect(because('*.cognitiveservices.azure.com/face/')).toContain('path')
  })

  it('takes unsure entries and pages on request', () => {
    expect(list('umbrella', { unsure: true }).text).toContain('faceseek.online\n')
    expect(list('umbrella', { sites: true }).text).toContain('idemia.com\n')
  })

  it('leaves a service open while its contract lasts, and closes it on the day after', () => {
    const contract = {
      service: 'pimeyes',
      status: 'contracted',
      from: '2026-01-01',
      until: day,
      why: 'order 1',
    }
    const own = readRegister(JSON.stringify({ version: '1', contracts: [contract] }))
    expect(writeBlocklist(own, { format: 'rpz', day }).text).not.toContain('pimeyes')
    expect(writeBlocklist(own, { format: 'rpz', day: '2026-11-27' }).text).toContain('pimeyes')
  })
})

describe('a PAC file, run', () => {
  const ask = (host: string, more: object = {}) =>
    runInNewContext(`${list('pac', more).text}; FindProxyForURL("https://" + host + "/", host)`, { host })

  it.each([
    ['clearview.ai'],
    ['APP.Clearview.AI'],
    ['www.pimeyes.com.'],
    ['rekognition.us-east-1.amazonaws.com'],
  ])('sends %s nowhere', (host) => expect(ask(host)).toBe('PROXY 127.0.0.1:9'))

  it.each([
    ['notclearview.ai'],
    ['clearview.ai.example.com'],
    ['s3.amazonaws.com'],
    ['toString'],
    ['localhost'],
  ])('lets %s through', (host) => {
    expect(ask(host)).toBe('DIRECT')
    expect(ask(host, { otherwise: 'PROXY proxy.example:3128' })).toBe('PROXY proxy.example:3128')
  })
})

describe('the real readers of the lists', () => {
  it.skipIf(!tools.checkzone)('named-checkzone loads the zone (Debian bind9-utils)', async () => {
    const zone = await written('db.rpz', list('rpz', { unsure: true, sites: true }).text)
    const { stdout } = await run(tools.checkzone ?? '', ['face-search.rpz', zone])
    expect(stdout).toContain('loaded serial 2026112601')
  })

  it.skipIf(!tools.checkconf)(
    'named-checkconf takes the zone as a response policy (Debian bind9-utils)',
    async () => {
      const zone = await written('db.rpz', list('rpz').text)
      const conf = `options { directory "${folder}"; response-policy { zone "face-search.rpz"; }; };
zone "face-search.rpz" { type primary; file "${zone}"; };\n`
      const { stdout } = await run(tools.checkconf ?? '', ['-z', await written('named.conf', conf)])
      expect(stdout).toContain('loaded serial')
    },
  )

  it.skipIf(!tools.squid)('squid -k parse takes the lines (Debian squid)', async () => {
    const conf = `http_port 3128\n${list('squid', { unsure: true, sites: true }).text}http_access deny all\n`
    const { stderr } = await run(tools.squid ?? '', ['-k', 'parse', '-f', await written('squid.conf', conf)])
    expect(stderr).toContain('http_access deny outside_face_search')
    expect(stderr).not.toMatch(/ERROR|WARNING|FATAL/)
  })

  it.skipIf(!tools.dnsmasq)('dnsmasq --test takes the lines (Debian dnsmasq-base)', async () => {
    const conf = await written('dnsmasq.conf', list('dnsmasq').text)
    const said = execFileSync(tools.dnsmasq ?? '', ['--test', `--conf-file=${conf}`], { stdio: 'pipe' })
    expect(said.toString()).toBe('')
  })

  it.skipIf(!tools.dnsmasq)(
    'dnsmasq answers from the hosts file: nowhere (Debian dnsmasq-base)',
    async () => {
      const hosts = await written('hosts', list('hosts').text)
      const port = await freePort()
      const words = [
        '--no-daemon',
        '--no-hosts',
        '--no-resolv',
        '--bind-interfaces',
        '--listen-address=127.0.0.1',
      ]
      const child = spawn(
        tools.dnsmasq ?? '',
        [
          ...words,
          '--user=',
          '--pid-file=',
          '--conf-file=/dev/null',
          `--port=${port}`,
          `--addn-hosts=${hosts}`,
        ],
        { stdio: 'ignore' },
      )
      try {
        const resolver = new Resolver({ timeout: 500, tries: 20 })
        resolver.setServers([`127.0.0.1:${port}`])
        await expect
          .poll(() => resolver.resolve4('pimeyes.com').catch(() => []), { timeout: 20_000 })
          .toEqual(['0.0.0.0'])
        expect(await resolver.resolve4('www.clearview.ai')).toEqual(['0.0.0.0'])
        await expect(resolver.resolve4('notclearview.ai')).rejects.toThrow()
      } finally {
        child.kill()
      }
    },
  )
})

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
