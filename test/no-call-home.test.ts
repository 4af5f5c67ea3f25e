import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

// The whole program with its networks open, watched from outside: nobody is called, and no library leaves a store of reports behind.

const root = fileURLToPath(new URL('..', import.meta.url))
const { CI: _ci, ORT_DISABLE_TELEMETRY: _off, ...plain } = process.env
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-no-call-home-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const hasStrace = (() => {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    if (process.env.CI) throw new Error('there is no strace; CI must install it')
    console.log('skipped: nobody is called; Debian has strace')
    return false
  }
})()

/** Some libraries are silent where they see a test or a build server, so they are not told that this is one. */
function watched(args: readonly string[]): void {
  execFileSync(
    'strace',
    [
      ...['-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,socket', '-o', join(folder, 'calls')],
      ...[process.execPath, ...args],
    ],
    { cwd: root, env: { ...plain, HOME: folder, XDG_CACHE_HOME: join(folder, '.cache') }, stdio: 'pipe' },
  )
}
const outward = async () =>
  (await readFile(join(folder, 'calls'), 'utf8')).split('\n').filter((line) => /AF_INET6?\b/.test(line))

test.runIf(hasStrace)(
  'founding a house and coding a photograph calls nobody and leaves no reports',
  async () => {
    const data = join(folder, 'data')
    watched(['bin/casebound.mjs', 'init', '--login', 'first', '--data', data])
    expect(await outward()).toEqual([])
    const people = join(root, 'tools', 'synth', 'people')
    const lines = (await readFile(join(people, 'bookings.csv'), 'utf8')).split('\n')
    const manifest = join(folder, 'one.csv')
    await writeFile(manifest, lines.slice(0, 2).join('\n'))
    watched(['bin/casebound.mjs', 'enroll', people, '--manifest', manifest, '--data', data, '--as', 'first'])
    expect(await outward()).toEqual([])
    const left = await readdir(join(folder, '.cache'), { recursive: true }).catch(() => [])
    expect(left.filter((path) => /microsoft|telemetry|onnxruntime/i.test(path))).toEqual([])
  },
  300_000,
)
