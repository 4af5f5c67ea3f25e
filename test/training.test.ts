import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { courseByCode } from '../src/training/index.ts'
import { browserIsHere } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'

const course = 'casebound-examiner'

describe.runIf(browserIsHere())('training, in a browser', { timeout: 240_000 }, () => {
  let site: ScratchSite
  beforeAll(async () => {
    site = await openScratchSite(2)
  }, 300_000)
  afterAll(() => site?.close())

  const wide = { width: 1440, height: 900 }
  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 60_000 })
  const send = async (page: Page, path: string, data: object) => {
    const answer = await page.request.post(`${site.url}/api/training/${path}`, {
      headers: { 'x-casebound': 'test' },
      data,
    })
    expect(answer.ok(), path).toBe(true)
  }

  test('a newcomer reads the lessons and passes the exam', async () => {
    const { lessons, questions, title } = await courseByCode(course)
    await site.signedIn({ who: 'untrainedExaminer', ...wide }, async (page) => {
      await page.goto(`${site.url}/training`)
      await heading(page, 'Training')
      await lookAtPage(page, 'training')
      await page.getByRole('link', { name: title }).click()
      await heading(page, title)
      await page.getByText('12 lessons are still to be read.').first().waitFor()
      await lookAtPage(page, 'course')
      await page.getByRole('link', { name: 'What this system is, and what it is not' }).click()
      await heading(page, /^What this system is/)
      await lookAtPage(page, 'lesson')
      await page.getByRole('button', { name: 'I have read this; next lesson' }).click()
      await heading(page, /^How a search works/)
      for (const lesson of lessons.slice(1)) await send(page, `courses/${course}/lessons/${lesson}/read`, {})
      await page.goto(`${site.url}/training/courses/${course}/the-face`)
      await heading(page, 'The face in nineteen components')
      await lookAtPage(page, 'lesson-face')

      await page.goto(`${site.url}/training/courses/${course}`)
      await page.getByRole('button', { name: 'Begin the exam' }).click()
      await heading(page, `Exam: ${title}`)
      await lookAtPage(page, 'exam')
      await page.getByRole('button', { name: 'Hand in' }).click()
      await page.getByText('This question is open.').first().waitFor()
      for (const field of await page.locator('.cb-exam fieldset').all()) {
        const asks = (await field.locator('legend').textContent())?.trim().replace(/^\d+\. /, '')
        const known = questions.filter((one) => one.asks === asks)
        const right = known[0]?.options[known[0].right[0] ?? 0] ?? ''
        await field.getByText(right, { exact: true }).click()
      }
      await page.getByText('All questions are answered.').waitFor()
      await page.getByRole('button', { name: 'Hand in' }).click()
      await page.getByRole('heading', { name: 'Passed' }).waitFor()
      await lookAtPage(page, 'exam-result')
    })
  })

  test('then passes the exercise, and still may not examine', async () => {
    await site.signedIn({ who: 'untrainedExaminer', ...wide }, async (page) => {
      await page.goto(`${site.url}/training/courses/${course}`)
      await page.getByRole('button', { name: 'Begin the exercise' }).click()
      await heading(page, 'Exercise, pair 1')
      await lookAtPage(page, 'exercise')
      await page.getByText('Inconclusive').click()
      await page.keyboard.press('ArrowRight')
      await page.getByRole('button', { name: 'Next pair' }).click()
      await page.getByText('39 of 40 pairs are still open.').waitFor()
      const row = await site.scratch.storage.db
        .selectFrom('training_attempts')
        .select(['id', 'items_json'])
        .where('part', '=', 'practical')
        .executeTakeFirstOrThrow()
      const truth: { same: boolean }[] = JSON.parse(row.items_json).items
      const practical = truth.map(({ same }, at) => (at === 0 ? 'inconclusive' : same ? 'same' : 'different'))
      await send(page, `attempts/${row.id}/answers`, { practical })
      await page.goto(`${site.url}/training/attempts/${row.id}`)
      await page
        .getByText(/of 20, .* is consistent with it/)
        .first()
        .waitFor()
      await lookAtPage(page, 'exercise-result')
      await page.goto(`${site.url}/examine`)
      await page
        .getByText(/^This page is not open to you\. You have no training certificate for this/)
        .waitFor()
      await page.goto(`${site.url}/training/offer`)
      await heading(page, 'A certificate from elsewhere')
      await page.getByRole('button', { name: 'Offer it' }).click()
      await lookAtPage(page, 'offer')
    })
  })

  test('gets a certificate of the training officer, and only then may examine', async () => {
    const { title } = await courseByCode(course)
    await site.signedIn({ who: 'trainingOfficer', ...wide }, async (page) => {
      await page.goto(`${site.url}/training/office`)
      await heading(page, 'Training office')
      await page.getByRole('button', { name: /^Issue the certificate of untrainedExaminer/ }).waitFor()
      await lookAtPage(page, 'office')
      await page.getByRole('button', { name: /^Issue/ }).click()
      await page.getByText('Nobody waits').waitFor()
    })

    await site.signedIn({ who: 'untrainedExaminer', ...wide }, async (page) => {
      await page.goto(`${site.url}/training`)
      await page.getByText('counts, 365 days left').or(page.getByText('counts, 364 days left')).waitFor()
      await page
        .getByRole('row', { name: /by casebound/ })
        .getByRole('link', { name: title })
        .click()
      await heading(page, `Certificate: ${title}`)
      await page.getByRole('link', { name: 'Certificate as PDF' }).waitFor()
      await lookAtPage(page, 'certificate')
      await page.goto(`${site.url}/examine`)
      await heading(page, 'Examine')
    })
  })
})
