import { createHash } from 'node:crypto'
import { canonicalJson, type EntryId } from '../kernel/index.ts'
import type { EntryDraft } from './draft.ts'

// Drafts of every type as tests use them; all names and numbers in them are invented.

const digest = 'ab'.repeat(32)
const modelName = 'cd'.repeat(32)

const unit = 'harbor-pd'

/** The texts whose hashes stand in the drafts below, as a publication holds them. */
export const samplePolicyText = '{"pack":"test-pack"}'
export const sampleCodesText = '{"format":"casebound-codes-v1"}'
export const sampleImportText = canonicalJson({
  ...{ format: 'casebound-import-v1', n: 1, source: 'old-system', rows: 26_293 },
  cells: [
    {
      month: '2009-11',
      unit: 'harbor-pd',
      crime: 'robbery',
      purpose: 'unknown',
      outcome: 'list',
      searches: 16_293,
    },
    {
      month: '2020-09',
      unit: 'harbor-pd',
      crime: 'fraud',
      purpose: 'unknown',
      outcome: 'no-list',
      searches: 10_000,
    },
  ],
  usersByYear: [{ year: '2009', users: 212 }],
})
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export const modelDraft: EntryDraft = {
  type: 'model',
  unit,
  fields: { model: modelName, name: 'test-model', dims: 128 },
  hidden: {},
}

export const policyDraft: EntryDraft = {
  type: 'policy',
  unit,
  fields: { n: 1, pack: 'test-pack', version: '1.0.0', sha256: sha256(samplePolicyText) },
  hidden: { approver: 'user-1' },
}

export const galleryDraft: EntryDraft = {
  type: 'gallery',
  unit,
  fields: { n: 1, root: digest, persons: 2, bookings: 3, added: 3, removed: 0, model: modelName },
  hidden: {},
}

export const refusalDraft: EntryDraft = {
  type: 'refusal',
  unit,
  fields: { act: 'request-search', codes: ['NO_CASE', 'CERT_EXPIRED'], rules: ['LA-CASE-1'] },
  hidden: { actor: 'user-1', case: 'none given', detail: 'There is no case number.' },
}

export const searchDraft = (grounds: { pol: EntryId; gal: EntryId }): EntryDraft => ({
  type: 'search',
  unit,
  fields: {
    crime: 'robbery',
    purpose: 'investigate-crime',
    src: 'own-cctv',
    model: modelName,
    k: 20,
    exig: false,
  },
  hidden: { actor: 'user-1', case: 'CASE-2026-004711', probe: digest, why: 'Till camera.', cert: 'cert-1' },
  fieldRefs: grounds,
})

export const candidates = [1, 2, 3].map((rank) => ({
  personId: `person-${rank}`,
  bookingId: `booking-${rank}`,
  similarity: `0.${9 - rank}00000`,
  rank,
}))

export const resultDraft = (search: EntryId): EntryDraft => ({
  type: 'result',
  unit,
  fields: { n: '1-5', rows: 3, exact: true, engine: digest },
  hidden: { cands: candidates },
  ref: search,
})

export const failDraft = (search: EntryId): EntryDraft => ({
  type: 'fail',
  unit,
  fields: { class: 'no-face' },
  hidden: {},
  ref: search,
})

export const analysisDraft = (result: EntryId): EntryDraft => ({
  type: 'analysis',
  unit,
  fields: {},
  hidden: { examiner: 'user-2', fit: 'limited', notes: digest },
  ref: result,
})

export const reviewDraft = (result: EntryId): EntryDraft => ({
  type: 'review',
  unit,
  fields: { exam: 1, blind: true },
  hidden: { examiner: 'user-2', dec: 'support', chosen: 'none', notes: digest },
  ref: result,
})

export const plantingDraft = (result: EntryId): EntryDraft => ({
  type: 'planting',
  unit,
  fields: { step: 'answered' },
  hidden: { actor: 'user-2', content: digest },
  ref: result,
})

export const plantedCaseDraft: EntryDraft = {
  type: 'planting',
  unit,
  fields: { step: 'case' },
  hidden: { content: digest, faces: [{ id: 'f', isMate: true }] },
}

export const caseAnsweredDraft = (planted: EntryId): EntryDraft => ({
  type: 'planting',
  unit,
  fields: { step: 'case-answered' },
  hidden: { actor: 'user-2', content: digest },
  ref: planted,
})

export const leadDraft = (search: EntryId): EntryDraft => ({
  type: 'lead',
  unit,
  fields: { dec: 'lead', said: ['supports-same-source'] },
  hidden: { sheet: digest, case: 'CASE-2026-004711' },
  ref: search,
})

export const outcomeDraft = (search: EntryId): EntryDraft => ({
  type: 'outcome',
  unit,
  fields: { out: 'arrest' },
  hidden: { case: 'CASE-2026-004711', subject: 'person-1', evidence: digest },
  ref: search,
})

export const incidentDraft: EntryDraft = {
  type: 'incident',
  unit,
  fields: { class: 'clock-fault', from: 0, to: 0 },
  hidden: { detail: 'The clock was an hour off.' },
}

export const credDraft: EntryDraft = {
  type: 'cred',
  unit,
  fields: { act: 'issued', course: 'face-comparison', issuer: 'agency', from: '2026-W01', to: '2027-W01' },
  hidden: { holder: 'user-1', cert: 'cert-1' },
}

export const discloseDraft = (entry: EntryId, fields: readonly string[]): EntryDraft => ({
  type: 'disclose',
  unit,
  fields: { fields: [...fields], audience: 'defence' },
  hidden: { recipient: 'Public Defender', order: 'BA-4711', actor: 'user-9' },
  ref: entry,
})

export const eraseDraft = (refs: readonly number[]): EntryDraft => ({
  type: 'erase',
  unit,
  fields: { refs: [...refs], fields: ['case', 'why'], values: 2 * refs.length, basis: 'sealing' },
  hidden: { order: 'PC 851.91', why: 'Sealed.', proposer: 'user-8', approver: 'user-9' },
})

export const importDraft: EntryDraft = {
  type: 'import',
  unit,
  fields: {
    ...{ n: 1, source: 'old-system', rows: 26_293, broken: 4 },
    ...{ root: digest, table: sha256(sampleImportText), from: '2009-11', to: '2020-09' },
  },
  hidden: { file: digest, mapping: digest, actor: 'user-9' },
}

export const strangersDraft = (gal: EntryId): EntryDraft => ({
  type: 'strangers',
  unit,
  fields: { step: 'begun', strangers: 1, faces: 1 },
  fieldRefs: { gal },
  hidden: { actor: 'user-1' },
})

export const codesDraft: EntryDraft = {
  type: 'codes',
  unit,
  fields: { version: 1, sha256: sha256(sampleCodesText) },
  hidden: {},
}
