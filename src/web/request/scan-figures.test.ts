import { expect, test } from 'vitest'
import { readScanFigures } from './scan-figures.ts'

test('the figures of a certificate are read', () => {
  const certificate = { version: 1, exact: true, rowsScanned: 58, rowsInGallery: 60 }
  expect(readScanFigures(certificate)).toEqual({ scanned: 58, gallery: 60 })
})

test('anything else has no figures', () => {
  for (const other of [undefined, null, 'x', {}, { rowsScanned: 1.5, rowsInGallery: 2 }, { rowsScanned: -1 }])
    expect(readScanFigures(other)).toBeUndefined()
})
