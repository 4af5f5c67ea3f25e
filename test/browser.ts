import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { expect } from 'vitest'

const program = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Whether browser journeys can run here; in CI a missing browser is a failure, not a reason to pass over them. */
export function browserIsHere(): boolean {
  if (existsSync(program)) return true
  if (process.env.CI) throw new Error(`there is no Chromium at ${program}; CI must install it`)
  process.stderr.write(`no Chromium at ${program}: browser journeys do not run (set CHROMIUM to its path)\n`)
  return false
}

/** A real Chromium without a window, and without talking to anybody but the page. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: program,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/** Moves the focus to a control with Tab alone, as somebody without a mouse does. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  const find = () => control.first().elementHandle({ timeout: 30_000 })
  // Looked for once: a role is found by going through the whole page, which takes longer than the keystroke.
  let element = await find()
  for (let pressed = 0; pressed < 150; ) {
    const focus = await element?.evaluate((one) =>
      one.isConnected ? one === one.ownerDocument.activeElement : 'gone',
    )
    if (focus === true) return
    if (focus === false) {
      await page.keyboard.press('Tab')
      pressed++
    } else element = await find()
  }
  throw new Error(`Tab does not reach ${control}`)
}

/** Focuses a control with Tab and presses a key on it. */
export async function pressOn(page: Page, control: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, control)
  await page.keyboard.press(key)
}

/** Focuses a field with Tab and types into it; in a select, typing chooses. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field)
  await page.keyboard.type(text)
}

type AxeAnswer = { readonly violations: readonly { id: string; nodes: readonly { html: string }[] }[] }
const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Every rule of WCAG 2.2 AA that axe knows holds on this page. Runs under the page's own content security policy. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  await page.evaluate(await axeSource)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  // Without describing what passes, which is nearly everything, and without reading the style sheets once more.
  const lean = { resultTypes: ['violations'], preload: false }
  const options = JSON.stringify({ runOnly: { type: 'tag', values: tags }, ...lean })
  const found: AxeAnswer = await page.evaluate(`axe.run(document, ${options})`)
  const violations = found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`)
  expect(violations, `axe on ${name}`).toEqual([])
}
