import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { build } from 'vite'
import type { Wiring } from '../src/cli/wiring.ts'
import { writePublicPage } from '../src/cli/write-public-page.ts'
import { recountLogFolder } from '../src/ledger/index.ts'
import { type Happening, sampleHistory } from '../src/ledger/sample-history.ts'
import { launchBrowser } from '../test/browser.ts'
import { sampleAnswer } from '../test/sample-answer.ts'
import { makeLogKey, makeSampleLog } from '../test/sample-log.ts'
import { readOptions } from './options.ts'
import { endOnSignals, scratchFolder } from './scratch-folder.ts'
import { median } from './statistics.ts'
import { print } from './table.ts'

// Full verification and recount of a published log, by our program, in a browser, by the recounter in Python, and beside them the
// Go project's own code, which verifies and does not count. See README.md.

const options = readOptions('Verify and recount a published log of made-up entries.', {
  values: {
    entries: { value: '100000', says: 'entries of the log' },
    repetitions: { value: '3', says: 'runs of each program; medians count' },
  },
  switches: { json: 'one line of JSON, last', help: 'this text' },
})
const [entries, repetitions] = [options.count('entries', 10), options.count('repetitions')]
const root = new URL('..', import.meta.url).pathname
endOnSignals()
const folder = scratchFolder(undefined)
const site = join(folder, 'site')

const kinds = ['search', 'result', 'review', 'review', 'lead', 'outcome', 'refusal'] as const
const acts = Array.from(
  { length: entries - 4 },
  (_, at): Happening => ({
    what: kinds[at % kinds.length] ?? 'search',
    pick: at,
    weeksOn: at % 400 === 0 ? 1 : 0,
  }),
)
const log = makeLogKey('agency.example/fr-log/1')
const { files } = makeSampleLog(sampleHistory(log.vkey, acts), log)
for (const [path, bytes] of [...files, ['keys/log.vkey', Buffer.from(`${log.vkey}\n`)] as const]) {
  mkdirSync(join(site, path, '..'), { recursive: true })
  writeFileSync(join(site, path), bytes)
}
await build({ configFile: join(root, 'src/web/transparency/vite.config.ts'), logLevel: 'error' })
const publicPage: Wiring['publicPage'] = {
  scriptFolder: async () => join(root, 'dist/transparency'),
  script: 'check.js',
  rule: join(root, 'docs/recount.md'),
  recounter: join(root, 'tools/recount.py'),
}
await writePublicPage({ publicPage } as Wiring, {
  ...{
    into: site,
    answer: sampleAnswer(log),
    delayDays: 0,
    madeOn: '2026-01-01',
    onBuild: () => {},
  },
})

const timed = async (work: () => unknown): Promise<number> => {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}
const checker = join(folder, 'logcheck')
execFileSync('go', ['build', '-o', checker, join(root, 'tools/logcheck/main.go')], {
  env: { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOCACHE: join(folder, 'go') },
})

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }
const server = createServer(async ({ url: asked = '/' }, response) => {
  const path = asked === '/' ? 'index.html' : asked
  const bytes = await readFile(join(site, path)).catch(() => undefined)
  response.writeHead(bytes ? 200 : 404, {
    'content-type': types[extname(path)] ?? 'application/octet-stream',
  })
  response.end(bytes)
}).listen(0, '127.0.0.1')
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
const browser = await launchBrowser()

async function inBrowser(): Promise<void> {
  const page = await browser.newPage()
  await page.goto(url())
  await page.locator('#check.good, #check.bad').waitFor({ timeout: 300_000 })
  if ((await page.locator('#check.good').count()) !== 1) throw new Error('the browser found something wrong')
  await page.close()
}
const ways: Readonly<Record<string, () => unknown>> = {
  node: async () => {
    if ((await recountLogFolder(site)).recount === undefined) throw new Error('the log does not hold')
  },
  chromium: inBrowser,
  python: () => execFileSync('python3', [join(root, 'tools/recount.py'), site]),
  goVerifyOnly: () => execFileSync(checker, [site]),
}
const seconds: Record<string, number[]> = {}
for (let round = 0; round < repetitions; round++)
  for (const [name, work] of Object.entries(ways))
    seconds[name] = [...(seconds[name] ?? []), await timed(work)]
await browser.close()
server.close()

const medians = Object.fromEntries(Object.entries(seconds).map(([name, all]) => [name, median(all)]))
if (options.on('json')) print(JSON.stringify({ entries, repetitions, medians, seconds }))
else
  for (const [name, value] of Object.entries(medians))
    print(
      `${name.padEnd(14)} ${value.toFixed(2)} s   ${(value / (medians.goVerifyOnly ?? 1)).toFixed(2)} of Go's verification`,
    )
process.exit(0)
