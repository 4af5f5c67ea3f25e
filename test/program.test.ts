import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const repoRoot = fileURLToPath(new URL('..', import.meta.url))
let copy = ''
let builds = ''

// A checkout of its own whose program only tells its version and where it broke: what is tested is how it is loaded.
beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), 'casebound-program-'))
  builds = join(copy, 'dist', 'program')
  await cp(join(repoRoot, 'bin'), join(copy, 'bin'), { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) await cp(join(repoRoot, file), join(copy, file))
  await symlink(join(repoRoot, 'node_modules'), join(copy, 'node_modules'))
  for (const entry of ['face', 'ledger', 'matcher', 'oversight/scan', 'release', 'search'])
    await mkdir(join(copy, 'src', entry), { recursive: true })
  for (const entry of [
    'face/face-worker',
    'ledger/signer-child',
    'matcher/scan-worker',
    'oversight/scan/scan-worker',
    'release/release-child',
    'search/pixel-worker',
  ])
    await writeFile(join(copy, 'src', `${entry}.ts`), 'export {}\n')
  await says('first')
})
afterEach(async () => {
  await chmod(join(copy, 'dist'), 0o755).catch(() => undefined)
  await rm(copy, { recursive: true, force: true })
})

const says = (word: string) =>
  writeFile(
    join(copy, 'src', 'main.ts'),
    `type Words = readonly string[]
export async function run(argv: Words): Promise<void> {
  if (argv[0] === 'break') throw new Error('broken')
  console.log('${word}', new URL('./beside.txt', import.meta.url).pathname)
}
`,
  )

const start = (...argv: string[]) =>
  new Promise<{ out: string; err: string }>((resolve) => {
    execFile(process.execPath, [join(copy, 'bin', 'casebound.mjs'), ...argv], (_, out, err) =>
      resolve({ out, err }),
    )
  })

test('the first start makes a build, the next uses it, and a file beside a source is found in either case', async () => {
  const answer = `first ${join(copy, 'src', 'beside.txt')}\n`
  expect((await start()).out).toBe(answer)
  const [build, ...others] = await readdir(builds)
  expect(others).toEqual([])
  // Only if the build is what runs, a change of it shows.
  const file = join(builds, build ?? '', 'main.js')
  await writeFile(file, (await readFile(file, 'utf8')).replace('"first"', '"built"'))
  expect((await start()).out).toBe(answer.replace('first', 'built'))
})

test('a changed source is never answered for by an older build', async () => {
  await start()
  await says('second')
  expect((await start()).out).toMatch(/^second /)
  expect(await readdir(builds)).toHaveLength(2)
})

test('two that start at once both run, and leave one whole build', async () => {
  const both = await Promise.all([start(), start()])
  for (const { out, err } of both) expect(out + err).toMatch(/^first /)
  expect(await readdir(builds)).toHaveLength(1)
})

test('builds of earlier sources are removed, all but the latest', async () => {
  for (const word of ['one', 'two', 'three', 'four', 'five', 'six']) {
    await says(word)
    await start()
  }
  expect(await readdir(builds)).toHaveLength(4)
})

test('where nothing can be written the sources run as they are', async () => {
  // A file in the place of the folder stops root as well.
  await writeFile(join(copy, 'dist'), '')
  expect((await start()).out).toMatch(/^first /)
})

test.each(['from the build', 'without one'])('a fault names file and line of the source %s', async (how) => {
  if (how === 'without one') await writeFile(join(copy, 'dist'), '')
  const { err } = await start('break')
  expect(err).toContain('Error: broken')
  expect(err).toContain('src/main.ts:3:')
})
