import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ScratchHouse } from '../src/lead/open-scratch-house.ts'
import { draftRequest, firstPerson } from '../src/lead/sample-requests.ts'
import { ownRequest, type SearchRequest, searchedProbeOf } from '../src/search/index.ts'
import { browserIsHere, expectAccessible, pressOn, tabTo } from './browser.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'

describe.runIf(browserIsHere())('preparing a probe, in a browser', { timeout: 180_000 }, () => {
  let site: ScratchSite
  let scratch: ScratchHouse
  beforeAll(async () => {
    site = await openScratchSite(4)
    scratch = site.scratch
  }, 300_000)
  afterAll(() => site?.close())

  const signedIn = (size: { width: number; height: number }, work: (page: Page) => Promise<void>) =>
    site.signedIn({ who: 'requester', ...size }, work)
  const draft = () => draftRequest(scratch.house(), { user: scratch.users.requester })
  const reread = (request: SearchRequest) => ownRequest(scratch.storage.db, request)
  const saved = (page: Page) => page.getByText('Saved with its digest').waitFor({ timeout: 60_000 })
  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 60_000 })

  test('a requester turns and brightens a copy with the keyboard alone, and searches it', async () => {
    const request = await draft()
    await signedIn({ width: 1440, height: 900 }, async (page) => {
      await page.goto(`${site.url}/requests/${request.id}/image`)
      await pressOn(page, page.getByRole('link', { name: 'Prepare the image (optional)' }))
      await heading(page, 'Prepare the image')
      await expectAccessible(page, 'empty bench')
      await pressOn(page, page.getByRole('button', { name: 'Begin a recipe' }))
      await saved(page)
      await page.keyboard.press('a')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await tabTo(page, page.getByLabel('Degrees, clockwise', { exact: true }))
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type('1.5')
      await pressOn(page, page.getByRole('button', { name: 'Brightness and contrast' }))
      await tabTo(page, page.getByLabel('Brightness, %, slider'))
      for (let pressed = 0; pressed < 5; pressed++) await page.keyboard.press('ArrowRight')
      await saved(page)
      await page.getByRole('table').getByText('Original').waitFor()
      await expectAccessible(page, 'bench')
      const [recipe] = (await apiRequest(page, request)).recipes
      expect(recipe?.words).toEqual(['Rotate 1.5° clockwise', 'Brightness +5 %, contrast 0 %, whole picture'])
      await tabTo(page, page.getByRole('button', { name: 'Fit both pictures' }))
      await page.keyboard.press('o')
      await page.getByText('Original, untouched (O goes back to the copy)').waitFor()
      await page.keyboard.press('o')
      await page.getByText('Working copy · Recipe 1').waitFor()
      await page.keyboard.press('u')
      await page.getByLabel('Brightness, %', { exact: true }).and(page.locator('[value="0"]')).waitFor()
      await page.keyboard.press('r')
      await saved(page)
      await page.getByText('Digests and replay').click()
      await pressOn(page, page.getByRole('button', { name: 'Replay now' }))
      await page.getByText('gave the same working copy, byte for byte').waitFor({ timeout: 60_000 })
      await pressOn(page, page.getByRole('button', { name: 'Search with Recipe 1' }))
      await heading(page, 'Which face do you want to search with?')
      await pressOn(page, page.getByRole('radio', { name: /^Face 1/ }), 'Space')
      await expectAccessible(page, 'face step of a working copy')
      await page.getByText('Saved', { exact: true }).waitFor()
      await pressOn(page, page.getByRole('button', { name: 'Continue', exact: true }))
      await heading(page, 'Review and submit')
      await page.getByText('Recipe 1: Rotate 1.5° clockwise').waitFor()
      await page.getByText('Policy permits this search').waitFor()
      await pressOn(page, page.getByRole('button', { name: 'Submit' }))
      await heading(page, /examiners are next/)
      await expectAccessible(page, 'receipt of a prepared copy')
      await page.getByText(/try 1 of this picture/).waitFor()
    })
    const done = await reread(request)
    const { search_id: searchId } = await scratch.storage.db
      .selectFrom('searches')
      .innerJoin('candidates', 'candidates.search_id', 'searches.id')
      .where('request_id', '=', request.id)
      .where('rank', '=', 1)
      .where('person_id', '=', await firstPerson())
      .select('candidates.search_id')
      .executeTakeFirstOrThrow()
    const searched = await searchedProbeOf(scratch.storage.db, searchId as never)
    expect(searched?.copySha256).toBe(done.recipe?.copy.sha256)
  })

  type Listed = { recipes: { words: string[]; title: string }[]; chosenRecipeId?: string }
  const apiRequest = async (page: Page, request: SearchRequest): Promise<Listed> =>
    (await page.request.get(`${site.url}/api/requests/${request.id}`)).json()

  test('recipes stand side by side; steps are reordered and removed; a crop keeps what is shown', async () => {
    const request = await draft()
    await signedIn({ width: 1280, height: 900 }, async (page) => {
      await page.goto(`${site.url}/requests/${request.id}/prepare`)
      await page.getByRole('button', { name: 'Begin a recipe' }).click()
      await page.getByRole('button', { name: 'Grey', exact: true }).click()
      await page.getByRole('button', { name: 'Scale', exact: true }).click()
      await page.getByRole('button', { name: 'Move step 2, scale up' }).click()
      await saved(page)
      expect((await apiRequest(page, request)).recipes[0]?.words).toEqual(['Scale to 100 %', 'Grey'])
      await page.getByRole('button', { name: 'Remove step 1, scale' }).click()
      await page.getByRole('button', { name: /Another recipe/ }).click()
      await page.getByRole('button', { name: /^Recipe 2/ }).waitFor()
      await page.getByText('No steps yet').waitFor()
      for (let closer = 0; closer < 3; closer++) await page.keyboard.press('+')
      await page.getByRole('button', { name: 'Crop to what is shown' }).click()
      await page.getByLabel('Width, px', { exact: true }).waitFor()
      await saved(page)
      const two = (await apiRequest(page, request)).recipes
      expect(two.map(({ title }) => title)).toEqual(['Recipe 1', 'Recipe 2'])
      expect(two[0]?.words).toEqual(['Grey'])
      expect(two[1]?.words[0]).toMatch(/^Crop to \d+ × \d+ px/)
      await page.keyboard.press('k')
      await page.getByText('1. Grey').waitFor()
    })
  })

  test('says in words why a step cannot be applied, and saves nothing of it', async () => {
    const request = await draft()
    await signedIn({ width: 1280, height: 900 }, async (page) => {
      await page.goto(`${site.url}/requests/${request.id}/prepare`)
      await page.getByRole('button', { name: 'Begin a recipe' }).click()
      await page.getByRole('button', { name: 'Crop', exact: true }).click()
      await saved(page)
      await page.getByRole('button', { name: 'Scale', exact: true }).click()
      await page.getByLabel('Size, %', { exact: true }).fill('10')
      await page.getByRole('button', { name: 'Move step 2, scale up' }).click()
      await page
        .getByRole('alert')
        .getByText(/the picture has|each edge needs/)
        .waitFor()
      await page.getByText('Not saved: a step cannot be applied.').waitFor()
      expect((await apiRequest(page, request)).recipes[0]?.words).not.toContain('Scale to 10 %')
    })
  })

  test('on a phone the copy is shown, and the original with one touch', async () => {
    const request = await draft()
    await signedIn({ width: 390, height: 844 }, async (page) => {
      await page.goto(`${site.url}/requests/${request.id}/prepare`)
      await page.getByRole('button', { name: 'Begin a recipe' }).click()
      await saved(page)
      await page.getByRole('button', { name: /Show original/ }).click()
      await page.getByRole('img', { name: 'The original, untouched' }).waitFor()
      await expectAccessible(page, 'bench on a phone')
      const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect(wide).toBeLessThanOrEqual(0)
    })
  })

  test('the eyes are marked by hand with the keyboard, and that face is searched with', async () => {
    const request = await draft()
    await signedIn({ width: 1280, height: 900 }, async (page) => {
      await page.goto(`${site.url}/requests/${request.id}/face`)
      await heading(page, 'Which face do you want to search with?')
      const { landmarks = [] } = request.probe?.faces[0]?.face ?? {}
      await page.getByText('mark its eyes by hand').click()
      for (const [group, at] of [
        ['Eye on the left of the picture', 37] as const,
        ['Eye on the right of the picture', 44] as const,
      ]) {
        const place = page.getByRole('group', { name: group })
        await place.getByLabel('from the left').fill(String(Math.round(landmarks[at]?.x ?? 0)))
        await place.getByLabel('from the top').fill(String(Math.round(landmarks[at]?.y ?? 0)))
      }
      const eye = page.getByRole('button', { name: /^Eye on the left/ })
      await eye.focus()
      await page.keyboard.press('ArrowDown')
      await expectAccessible(page, 'marking eyes')
      await pressOn(page, page.getByRole('button', { name: 'Search with the face marked here' }))
      await page.getByRole('radio', { name: /marked by hand/ }).waitFor({ timeout: 60_000 })
    })
    const placed = await reread(request)
    expect(placed.details.faceIndex).toBe(1)
    expect(placed.probe?.faces[1]?.placed).toMatchObject({ by: scratch.users.requester.id })
  })

  test('another copy of a searched picture is a new request with the same answers', async () => {
    const request = await draft()
    await signedIn({ width: 1280, height: 900 }, async (page) => {
      await page.request.post(`${site.url}/api/requests/${request.id}/submit`, {
        headers: { 'x-casebound': 'web' },
      })
      await page.goto(`${site.url}/requests/${request.id}`)
      await page.getByRole('button', { name: /Try the picture again/ }).click()
      await heading(page, 'Prepare the image')
      expect(page.url()).not.toContain(request.id)
    })
  })
})
