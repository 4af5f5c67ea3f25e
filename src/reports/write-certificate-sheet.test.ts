import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createRequire } from 'node:module'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { type CertificateFacts, codeSquares, writeCertificateSheet } from './write-certificate-sheet.ts'

/** A reader of QR codes that is not the writer's; CommonJS, whose types do not fit an import. */
const readCode: typeof import('jsqr')['default'] = createRequire(import.meta.url)('jsqr')

/** As long as a real one: some 2,000 characters that do not repeat. */
const credential = (() => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const body = `${Buffer.from('{"alg":"EdDSA"}').toString('base64url')}.${randomBytes(1400).toString('base64url')}`
  return `${body}.${sign(null, Buffer.from(body), privateKey).toString('base64url')}`
})()

const certificate: CertificateFacts = {
  id: 'CERTIFICATE-ID',
  holder: 'N. Newcomer',
  agency: { name: 'Example Police', demonstration: true },
  course: { title: 'Comparing faces', code: 'casebound-examiner', hours: 24 },
  covers: ['search', 'examine'],
  validFrom: '2026-11-19T09:00:00Z',
  validTo: '2027-11-19T09:00:00Z',
  credential,
  checkAt: 'https://police.example/credentials/issuer.json',
}

describe('the sheet of a certificate', () => {
  it('is one tagged page that says whose it is, until when, and how to check it', async () => {
    const pdf = await getDocument({ data: await writeCertificateSheet(certificate) }).promise
    expect(pdf.numPages).toBe(1)
    const { items } = await (await pdf.getPage(1)).getTextContent()
    const text = items.map((item) => ('str' in item ? item.str : '')).join(' ')
    for (const words of [
      'N. Newcomer',
      'Comparing faces',
      '2027-11-19T09:00:00Z',
      certificate.checkAt,
      'does not exist',
    ]) {
      expect(text).toContain(words)
    }
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
  })

  it('carries the credential itself as an attached file', async () => {
    const pdf = await getDocument({ data: await writeCertificateSheet(certificate) }).promise
    const attached = await pdf.getAttachments()
    expect(new TextDecoder().decode(attached['credential.jwt'].content)).toBe(credential)
  })

  it('shows a code that a reader reads as the credential', () => {
    const squares = codeSquares(credential)
    const [scale, quiet] = [3, 4]
    const side = (squares.length + 2 * quiet) * scale
    const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
    for (let at = 0; at < side * side; at++) {
      const [row, column] = [Math.floor(at / side / scale) - quiet, Math.floor((at % side) / scale) - quiet]
      if (squares[row]?.[column]) pixels.fill(0, at * 4, at * 4 + 3)
    }
    expect(readCode(pixels, side, side)?.data).toBe(credential)
  })
})
