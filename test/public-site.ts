import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, extname, join } from 'node:path'
import type { Wiring } from '../src/cli/wiring.ts'
import { writePublicPage } from '../src/cli/write-public-page.ts'
import type { VerifierKey } from '../src/proof/index.ts'
import { webFolder } from '../src/web-folder.ts'
import { repoRoot } from './run-casebound.ts'
import { sampleAnswer } from './sample-answer.ts'

// The public page beside the files of a log, on a web server of its own.

const publicPage: Wiring['publicPage'] = {
  scriptFolder: (onBuild) =>
    webFolder({
      source: join(repoRoot, 'src/web/transparency'),
      built: join(repoRoot, 'dist/transparency'),
      file: 'check.js',
      onBuild,
    }),
  script: 'check.js',
  rule: join(repoRoot, 'docs/recount.md'),
  recounter: join(repoRoot, 'tools/recount.py'),
}
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
}

/** Writes the files of a log and the page beside them, as `casebound log publish` does from a house. */
export async function writeSite(
  site: string,
  of: {
    readonly files: ReadonlyMap<string, Uint8Array>
    readonly log: { readonly vkey: string; readonly key: VerifierKey }
  },
): Promise<void> {
  for (const [path, bytes] of of.files) {
    await mkdir(dirname(join(site, path)), { recursive: true })
    await writeFile(join(site, path), bytes)
  }
  const answer = sampleAnswer(of.log)
  const made = { into: site, answer, delayDays: 0, madeOn: '2026-11-26', onBuild: () => {} }
  await writePublicPage({ publicPage } as Wiring, made)
}

export type Served = { readonly url: string; readonly close: () => Promise<void> }

/** As dumb as a web server can be: it hands out files. */
export async function serveFolder(site: string): Promise<Served> {
  const server = createServer(async ({ url: path = '/' }, response) => {
    const file = join(site, path === '/' ? 'index.html' : path)
    const bytes = await readFile(file).catch(() => undefined)
    response.writeHead(bytes === undefined ? 404 : 200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
    })
    response.end(bytes)
  }).listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
