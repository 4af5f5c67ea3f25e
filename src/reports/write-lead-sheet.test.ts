import { describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import type { LeadSheetInput } from './lead-sheet-input.ts'
import { readSheet } from './read-sheet.ts'
import { gradientJpeg, sampleLead } from './sample-lead.ts'
import { page } from './sheet.ts'
import { writeLeadSheet } from './write-lead-sheet.ts'

const write = async (changes: Partial<LeadSheetInput> = {}) => {
  const { bytes, pages } = await writeLeadSheet(await sampleLead(changes))
  return { bytes, pages, sheet: await readSheet(bytes) }
}
const withReason = async (reason: string) => {
  const { examiners } = await sampleLead()
  return write({ examiners: [{ ...examiners[0], reason }, examiners[1]] })
}

describe('a lead sheet', () => {
  it('says on every page that it is a lead and no identification, which lead, which page, which log entry', async () => {
    const { sheet, pages } = await write()
    expect(pages).toBe(2)
    expect(sheet.pages).toHaveLength(2)
    for (const [index, { text }] of sheet.pages.entries()) {
      expect(text).toContain('INVESTIGATIVE LEAD \u2014 NOT AN IDENTIFICATION')
      expect(text).toContain('Lead L-2026-0093')
      expect(text).toContain('Log entry 1,210')
      expect(text).toContain(`Page ${index + 1} of 2`)
    }
  })

  it('opens with the one sentence it exists to say', async () => {
    const { sheet } = await write()
    expect(sheet.pages[0]?.text).toContain(
      'Two examiners independently support that the probe and booking 21-004417 show the same person. This is an investigative lead, not an identification.',
    )
  })

  it('says on what the request stood and what the permit asks for, and nothing of it where nothing is known', async () => {
    const { policy } = await sampleLead()
    const conditions = [{ id: 'MD-AFTER-3', words: 'The defence is told that it was used.' }]
    const authority = [{ label: 'Warrant', words: '12 Gs 345/26, District Court, of 2026-11-01' }]
    const { sheet } = await write({ policy: { ...policy, conditions }, authority })
    for (const words of ['Conditions of the permit', 'MD-AFTER-3', 'The defence is told that it was used.'])
      expect(sheet.text).toContain(words)
    for (const words of ['Warrant', '12 Gs 345/26, District Court, of 2026-11-01'])
      expect(sheet.text).toContain(words)
    expect((await write()).sheet.text).not.toContain('Conditions of the permit')
  })

  it('carries every fact it was given', async () => {
    const { sheet } = await write()
    const input = await sampleLead()
    const { search, proof, policy, examiners } = input
    const given = [
      ...[input.agencyName, input.caseNumber, input.crime, input.purpose, input.requester.name],
      ...[input.person.personId, input.similarityNote, search.id, search.galleryRoot, search.modelName],
      ...[search.modelId, search.certificateWords, '18,442', '11,907', '1,204', '1,205', '1,211'],
      ...policy.rules.flatMap(({ id, sentence }) => [id, sentence]),
      ...[policy.packId, policy.packVersion, must(proof.tlogProofSha256, 'proof hash')],
      ...examiners.flatMap(({ name, certificateId, conclusion, reason }) => [
        name,
        certificateId,
        conclusion,
        reason,
      ]),
      ...['March 4, 2021', '5 years old', 'November 22, 2026, 14:05 UTC', 'November 21, 2026, 16:40 UTC'],
    ]
    for (const fact of given) expect(sheet.text).toContain(fact)
    const joined = sheet.text.replaceAll(' ', '')
    for (const long of [input.probeSha256, ...proof.checkpoint.split('\n')])
      expect(joined).toContain(long.replaceAll(' ', ''))
  })

  it('asks for checks before an arrest or a line-up, and states the limits', async () => {
    const { sheet } = await write()
    for (const words of [
      'Before any arrest or line-up',
      'not probable cause',
      'Do not show the booking photograph on this sheet to a witness',
      'in custody at the time',
      'a ranking aid, not a probability',
      'casebound log verify',
    ])
      expect(sheet.text).toContain(words)
  })

  it('never uses the words that would make a lead more than it is', async () => {
    const { sheet } = await write()
    expect(sheet.text).not.toMatch(/\b(match(es|ed|ing)?|hits?|suspects?|perpetrator|identified as)\b/i)
  })

  it('says on every page of a demonstration that the people are synthetic, and never otherwise', async () => {
    const { sheet } = await write()
    for (const { text } of sheet.pages) expect(text).toContain('The people shown are synthetic')
    const real = await write({ demonstration: false })
    expect(real.sheet.text).not.toMatch(/synthetic|demonstration/i)
    expect(
      real.sheet.pages
        .flatMap(({ nodes }) => nodes)
        .map(({ alt }) => alt ?? '')
        .join(),
    ).not.toMatch(/synthetic/)
  })

  it('does not claim a proof that was not checked', async () => {
    const { proof } = await sampleLead()
    const { sheet } = await write({ proof: { ...proof, verified: false } })
    expect(sheet.text).toContain('had NOT been checked')
    expect(sheet.text).not.toContain('was checked against')
  })
})

describe('a lead sheet as a document', () => {
  it('is tagged, titled and in a language', async () => {
    const { sheet } = await write()
    expect(sheet.marked).toBe(true)
    expect(sheet.info).toMatchObject({
      PDFFormatVersion: '1.7',
      Language: 'en-US',
      Title: 'Investigative lead L-2026-0093, case 26-118842',
      Author: 'Fairhaven Police Department',
    })
    expect(sheet.preferences).toMatchObject({ DisplayDocTitle: true })
  })

  it('has one title, headings in order, lists, and a text for each of the two pictures', async () => {
    const { sheet } = await write()
    const nodes = sheet.pages.flatMap((read) => read.nodes)
    const rolesOf = (role: string) => nodes.filter((node) => node.role === role)
    expect(rolesOf('H1')).toHaveLength(1)
    expect(rolesOf('H2')).toHaveLength(6)
    expect(rolesOf('H3')).toHaveLength(2)
    expect(rolesOf('LBody').length).toBeGreaterThan(20)
    expect(rolesOf('Figure').map(({ alt }) => alt)).toEqual([
      expect.stringMatching(/^Probe image of case 26-118842/),
      expect.stringMatching(/^Booking photograph of booking 21-004417, March 4, 2021/),
    ])
  })

  it('gives the same bytes for the same input and others for another', async () => {
    const [first, second, other] = [await write(), await write(), await write({ crime: 'Burglary' })]
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0)
    expect(Buffer.compare(first.bytes, other.bytes)).not.toBe(0)
  })

  const longTexts: readonly [string, string][] = [
    ['an ordinary text', 'The ear agrees in shape and the scar in place. '.repeat(400)],
    ['a word without a break', 'x'.repeat(9000)],
    ['many short lines', 'line\n'.repeat(300)],
  ]
  it.each(longTexts)('flows %s on to further pages and keeps within the margins', async (_, reason) => {
    const { sheet, pages } = await withReason(reason)
    expect(pages).toBeGreaterThan(2)
    expect(sheet.pages).toHaveLength(pages)
    const expected = reason.replace(/\s+/g, '')
    expect(sheet.pages.map(bodyOf).join('').length).toBeGreaterThan(expected.length)
    for (const read of sheet.pages) {
      expect(read.text).toContain('NOT AN IDENTIFICATION')
      for (const { xPt, yPt, widthPt } of read.placed) {
        expect(xPt + widthPt).toBeLessThanOrEqual(page.widthPt - page.leftPt + 0.5)
        expect(xPt).toBeGreaterThanOrEqual(page.leftPt - 0.5)
        expect(yPt).toBeGreaterThan(30)
      }
    }
    expect(sheet.text.match(/Proof The search behind this lead is entry/g)).toHaveLength(1)
  })

  it('never lets the body run into the footer', async () => {
    for (let words = 100; words < 500; words += 95) {
      const { sheet } = await withReason('Agrees in place. '.repeat(words))
      const body = sheet.pages
        .flatMap(({ placed }) => placed)
        .filter(({ yPt, text }) => yPt > 45 && text.trim() !== '')
      expect(Math.min(...body.map(({ yPt }) => yPt))).toBeGreaterThanOrEqual(page.bottomPt)
    }
  })

  it('keeps each label beside its value when many rules push the page over', async () => {
    const { policy } = await sampleLead()
    const rules = Array.from({ length: 90 }, (_, index) => ({
      id: `LONG-RULE-IDENTIFIER-WITH-PARTS-${index}`,
      sentence: `Sentence number ${index}.`,
    }))
    const { sheet } = await write({ policy: { ...policy, rules } })
    for (let index = 0; index < 90; index++) {
      const pagesOf = (text: string) =>
        sheet.pages.findIndex((read) => read.placed.some((item) => item.text === text))
      expect(pagesOf(`Sentence number ${index}.`)).toBeGreaterThanOrEqual(0)
    }
    const labelPages = sheet.pages.map(({ text }) => (text.match(/LONG/g) ?? []).length)
    const valuePages = sheet.pages.map(({ text }) => (text.match(/Sentence number/g) ?? []).length)
    expect(labelPages).toEqual(valuePages)
  })

  it('takes portrait, landscape and very long pictures', async () => {
    for (const [width, height] of [
      [2000, 300],
      [120, 1500],
    ] as const) {
      const probeImage = await gradientJpeg({ width, height, color: '#333333' })
      expect((await write({ probeImage })).pages).toBe(2)
    }
  })
})

const bodyOf = ({ text }: { readonly text: string }): string => text.replace(/\s+/g, '')

describe('an inconsistent input', () => {
  const search = async (changes: object) => ({ search: { ...(await sampleLead()).search, ...changes } })
  const proof = async (changes: object) => ({ proof: { ...(await sampleLead()).proof, ...changes } })
  const cases: readonly [string, () => Promise<object> | object, RegExp][] = [
    ['one examiner', async () => ({ examiners: [(await sampleLead()).examiners[0]] }), /two examiners/],
    ['a picture that is no JPEG', () => ({ probeImage: Buffer.from('<svg/>') }), /JPEG/],
    ['a time that is none', () => ({ issuedAt: 'yesterday' }), /ISO 8601/],
    ['a digest that is none', () => ({ probeSha256: 'abc' }), /SHA-256/],
    ['an empty search', () => search({ rowsScanned: 0 }), /above zero/],
    ['an entry beyond the log', () => proof({ logIndex: 1211 }), /within the log/],
    [
      'a date that is none',
      () => ({ person: { personId: 'p', bookingNumber: 'b', bookedOn: '2021-02-30' } }),
      /date/,
    ],
  ]
  it.each(cases)('with %s is not printed', async (_, changes, message) => {
    const input = { ...(await sampleLead()), ...(await changes()) }
    await expect(writeLeadSheet(input)).rejects.toThrow(message)
  })
})
