import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openFaceEngine, testModelDir } from '../src/face/index.ts'
import { createApp, listen } from '../src/http/index.ts'
import type { PracticeRoom } from '../src/lead/index.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from '../src/lead/open-scratch-house.ts'
import { openSession } from '../src/people/index.ts'
import { webFolder } from '../src/web-folder.ts'
import { launchBrowser } from './browser.ts'

type As = { readonly who: keyof ScratchStaff; readonly width: number; readonly height: number }

/** Twice what Playwright waits for: on a busy machine the first page of a site took half a minute. */
const patienceMs = 60_000

/** A throw-away house with its web app, and a Chromium that looks at it. */
export type ScratchSite = {
  readonly scratch: ScratchHouse
  readonly url: string
  readonly browser: Browser
  /** What the server reported; a fault that nobody expected. */
  readonly faults: readonly unknown[]
  /** Does work on a page as one of the staff; a fault of the server or of the page fails it. */
  signedIn(as: As, work: (page: Page) => Promise<void>): Promise<void>
  close(): Promise<void>
}

export async function openScratchSite(
  persons: number,
  { practice, ...of }: { readonly demonstration?: boolean; readonly practice?: PracticeRoom } = {},
): Promise<ScratchSite> {
  const face = await openFaceEngine({ modelDir: await testModelDir() })
  const scratch = await openScratchHouse({ face, persons, ...of })
  const webDir = await webFolder({
    source: fileURLToPath(new URL('../src/web', import.meta.url)),
    built: fileURLToPath(new URL('../dist/web', import.meta.url)),
    file: 'index.html',
    onBuild: () => undefined,
  })
  const faults: unknown[] = []
  const app = createApp({
    ...{ house: scratch.house(), logDir: scratch.logDir, webDir, version: '9.9.9', practice },
    report: ({ error }) => faults.push(error),
  })
  const serving = await listen({ fetch: (request) => app.fetch(request), host: '127.0.0.1', port: 0 })
  const browser = await launchBrowser()
  return {
    scratch,
    url: serving.url,
    browser,
    faults,
    signedIn: async ({ who, ...viewport }, work) => {
      const context = await browser.newContext({ viewport })
      context.setDefaultTimeout(patienceMs)
      const page = await context.newPage()
      const troubles: string[] = []
      page.on('pageerror', (error) => troubles.push(error.message))
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) troubles.push(message.text())
      })
      // The scratch house lives in another week: a cookie with its own end would be thrown away by the browser.
      const { storage, clock } = scratch.house()
      const session = await openSession(storage.db, { userId: scratch.users[who].id, clock })
      await context.addCookies([{ name: 'casebound_session', value: session.sessionToken, url: serving.url }])
      try {
        await work(page)
        expect([...troubles, ...faults]).toEqual([])
      } finally {
        await context.close()
      }
    },
    close: async () => {
      await browser.close()
      await serving.close()
      await scratch.close()
      await face.close()
    },
  }
}
