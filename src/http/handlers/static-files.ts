import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Hono } from 'hono'
import type { Env, Services } from '../services.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.json': 'application/json',
}

/** Serves the log's public files under /log/, what certificates are checked with under /credentials/, and the web app everywhere else. */
export function staticFiles(app: Hono<Env>, services: Services): void {
  app.get('/log/*', async (context) => {
    const path = decodeURIComponent(new URL(context.req.url).pathname).slice('/log/'.length)
    const file = await fileIn(services.logDir, path)
    if (!file) return context.notFound()
    // All else is written once.
    const fresh = path === 'checkpoint' || path === 'policy.txt'
    return answer(file, {
      type: fresh || path.endsWith('.vkey') ? 'text/plain; charset=utf-8' : 'application/octet-stream',
      cache: fresh ? 'no-cache' : 'public, max-age=31536000, immutable',
    })
  })
  app.get('/credentials/*', async (context) => {
    const path = decodeURIComponent(new URL(context.req.url).pathname).slice('/credentials/'.length)
    const file = await fileIn(services.house.issuer.publicDir, path)
    if (!file) return context.notFound()
    // Whether a certificate was revoked is asked now, never of a cache.
    return answer(file, { type: types[extname(path)] ?? 'application/jwt', cache: 'no-cache' })
  })
  app.get('*', async (context) => {
    const { webDir } = services
    const path = decodeURIComponent(new URL(context.req.url).pathname)
    if (!webDir || path.startsWith('/api/')) return context.notFound()
    const file = path === '/' ? undefined : await fileIn(webDir, path)
    if (file) {
      const hashed = path.startsWith('/assets/')
      return answer(file, {
        type: types[extname(path)] ?? 'application/octet-stream',
        cache: hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      })
    }
    const page = await fileIn(webDir, 'index.html')
    return page ? answer(page, { type: 'text/html; charset=utf-8', cache: 'no-cache' }) : context.notFound()
  })
}

/** Bytes of a file inside `dir`; undefined when there is none, or when the path from outside would leave the folder. */
async function fileIn(dir: string, path: string): Promise<Uint8Array | undefined> {
  if (path.includes('\0')) return undefined
  const root = normalize(dir)
  const full = normalize(join(root, path))
  if (!full.startsWith(root + sep)) return undefined
  const found = await stat(full).catch(() => undefined)
  return found?.isFile() ? readFile(full) : undefined
}

const answer = (bytes: Uint8Array, head: { type: string; cache: string }): Response =>
  new Response(new Uint8Array(bytes), { headers: { 'content-type': head.type, 'cache-control': head.cache } })
