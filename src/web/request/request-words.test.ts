import { expect, test } from 'vitest'
import type { CaseRequest } from '../parts/api.ts'
import { nextActOf, pictureOf, stateOf } from './request-words.ts'

const request = (status: CaseRequest['status'], search?: Partial<CaseRequest['search']>): CaseRequest => ({
  id: 'r',
  status,
  details: {},
  createdAt: '2026-11-22T14:00:00Z',
  updatedAt: '2026-11-22T14:00:00Z',
  ...(search === undefined
    ? {}
    : {
        search: {
          id: 's',
          status: 'done',
          logIndex: 4,
          examinations: { sealed: 1, required: 2 },
          createdAt: '2026-11-22T14:00:00Z',
          ...search,
        },
      }),
})

test('a searched request says how far the examiners are', () => {
  expect(stateOf(request('searched', {}))).toBe('With examiners: 1 of 2 concluded')
  expect(stateOf(request('searched', { leadId: 'l' }))).toBe('Concluded')
})

test('an interrupted search is not called done', () => {
  expect(stateOf(request('searched', { status: 'interrupted' }))).toBe('Interrupted, recorded as such')
  expect(stateOf(request('searched', { status: 'searching' }))).toBe('Searching')
})

test('drafts and refusals say what to do next', () => {
  expect(stateOf(request('draft'))).toBe('Draft, not submitted')
  expect(nextActOf(request('draft'))).toBe('Continue')
  expect(nextActOf(request('refused'))).toBe('See why')
})

test('a request says which picture it searches with, and which try of it that was', () => {
  const of = (more: object) => pictureOf({ ...request('searched'), ...more })
  expect(of({})).toBe('none yet')
  expect(of({ probeSha256: 'a' })).toBe('Original')
  expect(of({ probeSha256: 'a', preparedBy: ['Grey'], tries: 2 })).toBe('Working copy, try 2')
})
