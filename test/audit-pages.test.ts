import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { request } from '../src/lead/index.ts'
import { draftRequest } from '../src/lead/sample-requests.ts'
import { browserIsHere, pressOn } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'
import { demoPeople } from './run-casebound.ts'
import { firstBookings } from './synthetic-people.ts'

const wide = { width: 1440, height: 900 }
const words = 'Said so that somebody else can follow it.'
let site: ScratchSite

beforeAll(async () => {
  if (browserIsHere()) site = await openScratchSite(1)
}, 600_000)
afterAll(() => site?.close())

const search = async () => {
  const { requester } = site.scratch.users
  const house = site.scratch.house()
  await request(house, { user: requester, request: await draftRequest(house, { user: requester }) })
}

describe.skipIf(!browserIsHere())('the pages of audits and of misuse', () => {
  test('an auditor announces a sample, draws it, holds it against the files and signs', async () => {
    for (let at = 0; at < 2; at++) await search()
    await site.signedIn({ who: 'auditor', ...wide }, async (page) => {
      const press = (name: string) => pressOn(page, page.getByRole('button', { name }))
      await page.goto(`${site.url}/oversight/audits`)
      await page.getByText('No audit was announced yet').waitFor()
      await lookAtPage(page, 'audits-empty')
      await page.getByRole('textbox', { name: 'How many searches' }).fill('2')
      await page.getByRole('textbox', { name: 'What is audited, and why' }).fill('why')
      await press('Announce it, in public')
      await page.getByText('Could not announce an audit').waitFor()
      await page
        .getByRole('textbox', { name: 'What is audited, and why' })
        .fill('The yearly audit of searches, due in November.')
      await press('Announce it, in public')
      await page.getByRole('heading', { name: 'Draw the sample' }).waitFor()
      await press('Draw it')
      await page.getByText('there is nothing yet that draws').waitFor()
      await lookAtPage(page, 'audit-announced')
      await search()
      await press('Draw it')
      await page.getByRole('heading', { name: /^1\. Case/ }).waitFor()
      await pressOn(page, page.getByRole('button', { name: /^Check it/ }).first())
      await lookAtPage(page, 'audit-drawn')
      await page.getByText('The file says something else').click()
      await page.getByRole('textbox', { name: 'What the file says' }).fill(words)
      await press('Record it for good')
      await page.getByRole('link', { name: 'To be checked (1)' }).waitFor()
      expect(await page.getByRole('heading', { name: /^1\. Case/ }).count()).toBe(0)
      await pressOn(page, page.getByRole('button', { name: /^Check it/ }))
      await page.getByText('Case, crime, purpose and source').click()
      await page.getByRole('textbox', { name: 'What the file says' }).fill(words)
      await press('Record it for good')
      await page.getByRole('textbox', { name: 'Result' }).fill(words)
      await press('Sign it, in public')
      await page.getByText(/^signed on /).waitFor()
      await lookAtPage(page, 'audit-signed')
      await page.getByRole('link', { name: 'All audits' }).click()
      await page.getByText('No audit stands here.').waitFor()
      await page.getByRole('link', { name: 'Signed (1)' }).click()
      await page.getByText('yes 1, no 1, could not tell 0').waitFor()
      await lookAtPage(page, 'audits')
    })
  }, 600_000)

  test('what he found becomes a case, which he follows and another closes', async () => {
    await site.signedIn({ who: 'auditor', ...wide }, async (page) => {
      const press = (name: string) => pressOn(page, page.getByRole('button', { name }))
      await page.goto(`${site.url}/oversight/audits?show=signed`)
      await page.getByRole('link', { name: /^20/ }).click()
      await page.getByRole('link', { name: 'Different or could not tell (1)' }).click()
      await page.getByRole('link', { name: /^Open a case of misuse against/ }).click()
      await page.getByText('No case of misuse was opened').waitFor()
      expect(await page.getByLabel('Login of the account').inputValue()).toBe('requester')
      expect(await page.getByLabel('Where it comes from').inputValue()).toBe('audit')
      await lookAtPage(page, 'misuse-empty')
      await page.getByRole('textbox', { name: 'What is alleged' }).fill(words)
      await press('Open it and hold the account')
      await page.getByText('open, account held').waitFor()
      await press('Keep evidence')
      await page
        .getByLabel('What is kept, and where')
        .fill('The roster of that night, with the records clerk.')
      await press('Record it')
      await page.getByText('Evidence is kept').waitFor()
      await press('Lift the hold')
      await page.getByRole('textbox', { name: 'Why' }).fill(words)
      await press('Lift it')
      await page.getByText('open, hold lifted').waitFor()
      await press('Close the case')
      await page.getByText('Misuse, sustained').click()
      await page.getByLabel('What follows from it').selectOption('reprimand')
      await page.getByRole('textbox', { name: 'Reasons' }).fill(words)
      await press('Close it, in public')
      await page.getByText('You opened this case yourself.').waitFor()
      await lookAtPage(page, 'misuse-case')
      await page.getByRole('link', { name: 'An audit', exact: true }).click()
      await page.getByText(/^signed on /).waitFor()
    })
    await site.signedIn({ who: 'manager', ...wide }, async (page) => {
      await page.goto(`${site.url}/oversight/misuse`)
      await lookAtPage(page, 'misuse')
      await page.getByRole('link', { name: 'requester', exact: true }).click()
      await page.getByText('Came from').waitFor()
      // The audits are the auditors' own.
      expect(await page.getByRole('link', { name: 'An audit', exact: true }).count()).toBe(0)
      await pressOn(page, page.getByRole('button', { name: 'Close the case' }))
      await page.getByText('Misuse, sustained').click()
      await page.getByLabel('What follows from it').selectOption('reprimand')
      await page.getByRole('textbox', { name: 'Reasons' }).fill(words)
      await pressOn(page, page.getByRole('button', { name: 'Close it, in public' }))
      await page.getByText('closed: misuse, sustained').waitFor()
      await page.getByText('Misuse, sustained. Discipline: reprimand.').waitFor()
      await lookAtPage(page, 'misuse-closed')
    })
  }, 600_000)

  test('an auditor plants a person and describes a neighbour', async () => {
    const { draft, file } = (await firstBookings(2))[1] ?? {}
    if (!draft || !file) throw new Error('a second person is needed')
    await site.signedIn({ who: 'auditor', ...wide }, async (page) => {
      const press = (name: string) => pressOn(page, page.getByRole('button', { name }))
      await page.goto(`${site.url}/oversight/wires`)
      await page.getByLabel('Booking picture').setInputFiles(join(demoPeople, file))
      await page.getByRole('textbox', { name: 'Person id' }).fill(draft.personId)
      await page.getByRole('textbox', { name: 'Booking number' }).fill(draft.bookingNumber)
      await page.getByLabel('Booked on').fill(draft.bookedOn)
      await page.getByLabel('Date of birth').fill('1990-02-03')
      await page.getByRole('textbox', { name: 'Sex' }).fill('M')
      await page
        .getByRole('textbox', { name: 'Where the picture is from' })
        .fill('Rendered by the house, seed 9001.')
      await press('Plant, mark and count in public')
      await page.getByText('Nobody declared that the picture shows').waitFor()
      await lookAtPage(page, 'plant-refused')
      await page.getByText('The picture shows nobody who exists.').click()
      await press('Plant, mark and count in public')
      await page.getByText(`${draft.personId} is planted and marked`).waitFor()
      await page.goto(`${site.url}/oversight/neighbours`)
      await page.getByText('No other agency is described').waitFor()
      await lookAtPage(page, 'neighbours-empty')
      await page.getByRole('textbox', { name: 'Code', exact: true }).fill('BURBANK-PD')
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Burbank Police')
      await page.getByRole('textbox', { name: 'How its case numbers look' }).fill('BPD-##-####')
      await page.getByRole('textbox', { name: 'Places in its area' }).fill('Burbank\nGlendale')
      await press('Record it')
      await page.getByText('Burbank, Glendale').waitFor()
      await press('Describe anew')
      await page.getByRole('textbox', { name: 'Its domains' }).fill('burbank.example')
      await press('Record it')
      await page.getByRole('cell', { name: 'burbank.example' }).waitFor()
      await lookAtPage(page, 'neighbours')
      await page.getByRole('textbox', { name: 'Cities and towns' }).fill('Los Angeles, CA')
      await page.getByRole('textbox', { name: 'Postal codes' }).fill('900*\n901*')
      await press('Set the area')
      await page.getByText('The reason has 0 characters').waitFor()
      await page.getByRole('textbox', { name: 'Why' }).fill('As the city charter draws it.')
      await press('Set the area')
      await page.getByText(/^Set on .*, 3 places: As the city charter draws it\./).waitFor()
      await lookAtPage(page, 'area')
    })
  }, 600_000)

  test('an alarm found to be misuse opens a case', async () => {
    await site.signedIn({ who: 'auditor', ...wide }, async (page) => {
      const press = (name: string) => pressOn(page, page.getByRole('button', { name }))
      await page.goto(`${site.url}/oversight/wires`)
      await page.getByText('The first search of a person', { exact: true }).last().click()
      await page.getByText('One case number for two crimes', { exact: true }).last().click()
      await page.getByRole('textbox', { name: 'Why' }).fill(words)
      await press('String them, in public')
      await page.getByText(/^As they are since/).waitFor()
      const { otherRequester } = site.scratch.users
      const house = site.scratch.house()
      const of = { user: otherRequester, request: await draftRequest(house, { user: otherRequester }) }
      await request(house, of)
      await page.goto(`${site.url}/oversight/alarms`)
      await pressOn(page, page.getByRole('button', { name: 'Settle it' }).first())
      await page.getByText('Opens a case with this alarm').click()
      await page.getByRole('textbox', { name: 'What was found' }).fill(words)
      await press('Settle for good')
      await page.getByRole('link', { name: 'Case of misuse', exact: true }).click()
      await page.getByText('open, account held').waitFor()
      await page.getByRole('link', { name: 'An alarm', exact: true }).click()
      await page.getByRole('heading', { name: 'Settled', exact: true }).waitFor()
      await lookAtPage(page, 'alarms-misuse')
    })
  }, 600_000)
})
