import { expect, test } from 'vitest'
import { readSheet } from './read-sheet.ts'
import { gradientJpeg, sampleLead } from './sample-lead.ts'
import { writeLeadSheet } from './write-lead-sheet.ts'

const textOf = async (changes: Parameters<typeof sampleLead>[0]) => {
  const { bytes } = await writeLeadSheet(await sampleLead(changes))
  return (await readSheet(bytes)).pages.map(({ text }) => text).join(' ')
}

test('shows original and working copy with the recipe in words, and that examiners compared on the original', async () => {
  const image = await gradientJpeg({ width: 480, height: 480, color: '#777777' })
  const steps = ['Rotate 3° anticlockwise', 'Brightness +12 %, contrast 0 %, whole picture']
  const text = await textOf({ prepared: { image, steps, sha256: 'ab12'.repeat(16) }, tryNumber: 1 })
  expect(text).toContain('How the probe was prepared')
  expect(text).toContain('1. Rotate 3° anticlockwise')
  expect(text).toContain('compared on the original')
  expect(text.replaceAll(/\s/g, '')).toContain('ab12'.repeat(16))
})

test('says which try of a picture it was, and that eyes were marked by hand', async () => {
  const text = await textOf({ tryNumber: 3, eyesMarkedByHand: true })
  expect(text).toContain('try 3 of this picture')
  expect(text).toContain('a person marked the eyes')
})

test('has no such section when the original was searched for the first time', async () => {
  expect(await textOf({ tryNumber: 1 })).not.toContain('How the probe was prepared')
})
