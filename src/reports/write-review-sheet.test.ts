import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSheet } from './read-sheet.ts'
import { type ReviewSheetInput, writeReviewSheet } from './write-review-sheet.ts'

const evidence = Array.from({ length: 60 }, (_, at) => [
  ...[`d.person${at}`, 'Clearview AI', '2019-03-04T10:00:00.000Z', 'uploaded an image', 'upload'],
  ...[`proxy/2019-03.log.gz line ${1000 + at}`, 'ab'.repeat(8)],
])
const review: ReviewSheetInput = {
  ...{ agency: 'Example Police', day: '2026-11-27' },
  lead: '60 people or addresses used outside face search an estimated 475 times.',
  figures: [
    { what: 'People or addresses', value: '60', range: '1 service' },
    { what: 'Uses, estimated', value: '475', range: '0 findings without a use' },
  ],
  sections: [
    { title: 'Rules of their day', lead: 'The register names no rule.', tables: [] },
    {
      title: 'Evidence',
      lead: 'The lines that say most, 60 of 60 shown.',
      tables: [
        {
          caption: 'Evidence, line by line',
          heading: ['Person', 'Service', 'When', 'What was seen', 'Rule of detection', 'Where', 'Hash'],
          rows: evidence,
        },
      ],
    },
  ],
}

test('a review on paper says all that its page says, is tagged, and tells on each page that it names people', async () => {
  const bytes = await writeReviewSheet(review)
  expect(Buffer.compare(bytes, await writeReviewSheet(review))).toBe(0)
  const { CASEBOUND_PICTURES: pictures } = process.env
  if (pictures) await writeFile(join(pictures, 'review.pdf'), bytes)
  const { pages, text } = await readSheet(bytes)
  for (const words of [review.lead, '475 (0 findings without a use)', 'The register names no rule.'])
    expect(text).toContain(words)
  for (const [person, service, , , , where] of evidence) {
    expect(text).toContain(`Person: ${person}`)
    expect(text).toContain(`Service: ${service}`)
    expect(text).toContain(`Where: ${where}`)
  }
  expect(pages.length).toBeGreaterThan(2)
  for (const [at, page] of pages.entries())
    expect(page.text).toContain(`names people · page ${at + 1} of ${pages.length}`)
  const roles = pages.flatMap(({ nodes }) => nodes.map(({ role }) => role))
  for (const role of ['H1', 'H2', 'H3', 'H4', 'L']) expect(roles).toContain(role)
})
