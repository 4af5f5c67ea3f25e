import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectAccessible } from './browser.ts'

/** Where the pictures of all pages are put, for whoever wants to look at them. */
const pictures = process.env.CASEBOUND_PICTURES
const desk = { width: 1440, height: 900 }
const telephone = { width: 390, height: 844 }
/** Of this one only the pictures are taken: what goes wrong between the two is seen, not measured. */
const tablet = { width: 1024, height: 768 }

/** The page is accessible at a desk and on a telephone, and is no wider than either; `CASEBOUND_PICTURES` keeps how it looks. */
export async function lookAtPage(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  const before = page.viewportSize() ?? desk
  for (const [screen, words] of [
    [desk, 'wide'],
    [telephone, 'narrow'],
  ] as const) {
    await page.setViewportSize(screen)
    await expectAccessible(page, `${name}, ${words}`)
    const widthPx = await page.evaluate('document.documentElement.scrollWidth')
    expect(widthPx, `${name}, ${words}`).toBeLessThanOrEqual(screen.width)
    if (pictures) await page.screenshot({ path: `${pictures}/${name}-${words}.png`, fullPage: true })
  }
  if (pictures) {
    await page.setViewportSize(tablet)
    await page.screenshot({ path: `${pictures}/${name}-tablet.png`, fullPage: true })
  }
  await page.setViewportSize(before)
}
