import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CertificateId, must, type UserId } from '../../kernel/index.ts'
import { openDisclosures } from '../../proof/index.ts'
import { openIssuer } from '../credentials/open-issuer.ts'
import { openScratchTraining, readAll, type ScratchTraining, takePart } from '../open-scratch-training.ts'
import { certificateById, certificateOf, certificatesOf } from './certificate.ts'
import { type CertificateAct, changeCertificate } from './change-certificate.ts'
import { decideImport, importEvidence, listImports, offerCertificate } from './import-certificate.ts'
import { issueCertificate } from './issue-certificate.ts'

let scratch: ScratchTraining
let officer: UserId
beforeAll(async () => {
  scratch = await openScratchTraining()
  officer = await scratch.newUser(['training-officer'])
})
afterAll(() => scratch?.close())

const course = 'casebound-examiner'
const earn = async (userId: UserId) => {
  await readAll(scratch.house, { userId, course })
  await takePart(scratch.house, { userId, course, part: 'exam' })
  await takePart(scratch.house, { userId, course, part: 'practical' })
}
const certified = async () => {
  const userId = await scratch.newUser()
  await earn(userId)
  return { userId, id: await issueCertificate(scratch.house, { userId, course, actor: officer }) }
}
const act = (id: CertificateId, which: CertificateAct, more: { reason?: string; actor?: UserId } = {}) =>
  changeCertificate(scratch.house, {
    id,
    act: which,
    reason: 'Failed the yearly proficiency test.',
    actor: officer,
    ...more,
  })
const lastEntry = async () => {
  const { ledger } = scratch.house
  const { value } = await ledger.entry((await ledger.size()) - 1)
  const hidden = openDisclosures({
    commitments: value.c as Record<string, string>,
    disclosures: await ledger.disclosures(must(value.id, 'entry id') as never),
  })
  return { value, hidden }
}
const counts = async (userId: UserId) => {
  const { clock, storage } = scratch.house
  return (await certificateOf(storage.db, { userId, clock, covering: 'examine' }))?.revoked === false
}

describe('a certificate of our own course', () => {
  it('is issued by a training officer when all was passed, to the second, and stands in the log', async () => {
    const { userId, id } = await certified()
    expect(await certificateById(scratch.house.storage.db, id)).toMatchObject({
      validFrom: '2026-11-19T09:00:00Z',
      validTo: '2027-11-19T09:00:00Z',
      covers: ['search', 'examine'],
    })
    const { value, hidden } = await lastEntry()
    expect(value).toMatchObject({
      t: 'cred',
      act: 'issued',
      course,
      issuer: 'casebound',
      from: '2026-W47',
      to: '2027-W46',
    })
    expect([hidden.get('holder'), hidden.get('cert'), hidden.get('actor')]).toEqual([userId, id, officer])
    expect(JSON.stringify(value)).not.toContain(userId)
  })

  it('is issued once for what was passed, never to oneself, and never without passing', async () => {
    const { userId } = await certified()
    const issue = (to: UserId, actor = officer) =>
      issueCertificate(scratch.house, { userId: to, course, actor })
    await expect(issue(userId)).rejects.toMatchObject({ code: 'CERTIFICATE_NOT_EARNED' })
    await expect(issue(await scratch.newUser())).rejects.toMatchObject({ code: 'CERTIFICATE_NOT_EARNED' })
    await expect(issue(officer)).rejects.toMatchObject({ code: 'OWN_CERTIFICATE' })
  })

  it('is not made with another key when the key is lost', async () => {
    await certified()
    const { house, signerDir, publicDir } = scratch
    const places = {
      storage: house.storage,
      signerDir,
      publicDir,
      publicUrl: 'https://police.example',
      agency: 'PD',
    }
    const before = await readFile(join(publicDir, 'jwks.json'), 'utf8')
    await openIssuer(places)
    expect(await readFile(join(publicDir, 'jwks.json'), 'utf8')).toBe(before)
    const key = await readFile(join(signerDir, 'certificate-key.sealed'))
    expect(key.toString('latin1')).not.toContain('PRIVATE')
    await expect(openIssuer({ ...places, signerDir: `${signerDir}-lost` })).rejects.toMatchObject({
      code: 'ISSUER_KEY_MISSING',
    })
    await rm(`${signerDir}-lost`, { recursive: true, force: true })
  })
})

describe('suspending, reinstating and revoking', () => {
  it('hold at once, with their reason in the log, and a revocation is final', async () => {
    const { userId, id } = await certified()
    const expected: readonly [CertificateAct, boolean][] = [
      ['suspended', false],
      ['reinstated', true],
      ['suspended', false],
      ['revoked', false],
    ]
    for (const [which, counting] of expected) {
      await act(id, which)
      expect(await counts(userId)).toBe(counting)
      const { value, hidden } = await lastEntry()
      expect(value).toMatchObject({ t: 'cred', act: which, course })
      expect(hidden.get('reason')).toBe('Failed the yearly proficiency test.')
      expect(JSON.stringify(value)).not.toContain('proficiency')
    }
    await expect(act(id, 'reinstated')).rejects.toMatchObject({ code: 'CERTIFICATE_STANDING' })
  })

  it.each<[CertificateAct, CertificateAct | undefined]>([
    ['reinstated', undefined],
    ['suspended', 'suspended'],
    ['suspended', 'revoked'],
  ])('refuse %s after %s', async (which, before) => {
    const { id } = await certified()
    if (before) await act(id, before)
    await expect(act(id, which)).rejects.toMatchObject({ code: 'CERTIFICATE_STANDING' })
  })

  it('refuse a reason that says nothing, one’s own certificate, and one that is not there', async () => {
    const { id, userId } = await certified()
    const size = await scratch.house.ledger.size()
    await expect(act(id, 'revoked', { reason: ' because ' })).rejects.toMatchObject({
      code: 'REASON_TOO_SHORT',
    })
    await expect(act(id, 'revoked', { actor: userId })).rejects.toMatchObject({ code: 'OWN_CERTIFICATE' })
    await expect(act('none' as CertificateId, 'revoked')).rejects.toMatchObject({
      code: 'CERTIFICATE_UNKNOWN',
    })
    expect(await scratch.house.ledger.size()).toBe(size)
    expect(await counts(userId)).toBe(true)
  })
})

describe('a certificate from elsewhere', () => {
  const pdf = new Uint8Array(Buffer.from('%PDF-1.7 a scan'))
  const offer = async (more: { evidence?: Uint8Array; validTo?: string } = {}) => {
    const userId = await scratch.newUser()
    const dates = { validFrom: '2026-05-01', validTo: more.validTo ?? '2028-04-30' }
    const draft = {
      userId,
      course: 'fbi-face-comparison',
      issuer: 'fbi',
      covers: ['search', 'examine'] as const,
      ...dates,
    }
    return {
      userId,
      id: await offerCertificate(scratch.house, { draft, evidence: more.evidence ?? pdf, offeredBy: userId }),
    }
  }
  const decide = (id: string, more: { approved?: boolean; decidedBy?: UserId; reason?: string } = {}) =>
    decideImport(scratch.house, {
      id,
      approved: true,
      decidedBy: officer,
      reason: 'Asked the academy; it is genuine.',
      ...more,
    })

  it('counts from its approval on, with the digest of its evidence in the log', async () => {
    const { userId, id } = await offer()
    expect(await counts(userId)).toBe(false)
    await decide(id)
    expect(await counts(userId)).toBe(true)
    const { value, hidden } = await lastEntry()
    expect(value).toMatchObject({ t: 'cred', act: 'issued', course: 'fbi-face-comparison', issuer: 'fbi' })
    const [found] = (await listImports(scratch.house.storage.db)).filter((one) => one.id === id)
    expect(hidden.get('evidence')).toBe(found?.evidence.sha256)
    expect(found?.decision).toMatchObject({ approved: true, decidedBy: officer })
    expect(await importEvidence(scratch.house, id)).toEqual({ bytes: pdf, type: 'application/pdf' })
  })

  it('that is declined counts for nothing', async () => {
    const { userId, id } = await offer()
    expect(await decide(id, { approved: false })).toBeUndefined()
    expect(await certificatesOf(scratch.house.storage.db, userId)).toEqual([])
  })

  it('is never approved by its holder, twice, without a reason, or when it is not there', async () => {
    const { userId, id } = await offer()
    await expect(decide(id, { decidedBy: userId })).rejects.toMatchObject({ code: 'OWN_CERTIFICATE' })
    await expect(decide(id, { reason: 'ok' })).rejects.toMatchObject({ code: 'REASON_TOO_SHORT' })
    await decide(id)
    await expect(decide(id)).rejects.toMatchObject({ code: 'IMPORT_DECIDED' })
    await expect(decide('none')).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' })
    await expect(importEvidence(scratch.house, 'none')).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' })
  })

  it('wants evidence that is a PDF or a picture of bounded size, and true dates', async () => {
    const big = new Uint8Array(8 * 1024 * 1024 + 1)
    big.set(pdf)
    for (const evidence of [new Uint8Array(0), new TextEncoder().encode('<html>'), big]) {
      await expect(offer({ evidence })).rejects.toMatchObject({ code: 'EVIDENCE_UNUSABLE' })
    }
    await expect(offer({ validTo: '2026-04-01' })).rejects.toMatchObject({
      code: 'CERTIFICATE_DATES_INVALID',
    })
  })
})
