import { expect, test } from 'vitest'
import type { KeptFinding } from '../parts/api.ts'
import { seenWords, stepDetails } from './finding-words.ts'
import { timelineOf } from './timeline-scale.ts'

const finding = (of: Partial<KeptFinding>): KeptFinding => ({
  ...{ id: 'f', person: 'Ann', unit: '', shared: false, serviceId: 's', service: 'S', period: 'no rule' },
  ...{ uses: 3, sessions: 3, uploads: 3, confidence: 'uploaded an image', rule: 'WEB-3' },
  ...{ judgement: 'used while no rule existed', misconduct: false, policyThen: 'none', state: 'open' },
  ...{ foundAt: '2026-11-26T00:00:00.000Z', cases: [], unsettledCases: [] },
  ...{ firstSeen: '2020-01-01T08:00:00.000Z', lastSeen: '2020-01-10T09:00:00.000Z' },
  ...of,
})
const rule = { id: 'DIR-1', name: 'the directive', from: '2020-01-06' }

test('findings of a person lie in one row, on one axis from the first day to the last', () => {
  const after = { id: 'g', period: 'DIR-1', firstSeen: '2020-01-09T00:00:00.000Z' }
  const timeline = timelineOf([finding({}), finding(after)], [rule])
  expect(timeline).toMatchObject({ first: '2020-01-01', last: '2020-01-10' })
  expect(timeline?.rows).toMatchObject([
    {
      person: 'Ann',
      bars: [
        { from: 0, to: 1, ruled: false },
        { from: 0.8, to: 1, ruled: true },
      ],
    },
  ])
})

test('bands tell which rule bound when, and where there was none', () => {
  const bands = (rules: Parameters<typeof timelineOf>[1]) => timelineOf([finding({})], rules)?.bands
  expect(bands([rule])).toEqual([
    { title: 'no rule', from: 0, to: 0.5, ruled: false },
    { title: 'the directive', from: 0.5, to: 1, ruled: true },
  ])
  const ended = bands([{ ...rule, until: '2020-01-08' }])
  expect(ended?.map(({ title, to }) => [title, to])).toEqual([
    ['no rule', 0.5],
    ['the directive', 0.8],
    ['no rule', 1],
  ])
  expect(bands([])).toEqual([{ title: 'no rule', from: 0, to: 1, ruled: false }])
})

test('what has no date, or shows no use, is not drawn', () => {
  const { firstSeen: _, lastSeen: __, ...undated } = finding({})
  expect(timelineOf([undated, finding({ uses: 0 })], [rule])).toBeUndefined()
})

test('days and steps are told in words, without what is only for the machine', () => {
  expect(seenWords(finding({ lastSeen: '2020-01-01T10:00:00.000Z' }))).toBe('2020-01-01')
  expect(seenWords(finding({}))).toBe('2020-01-01 to 2020-01-10')
  expect(stepDetails({ attestation: 'x', used: true, forCase: '20-1', words: '' })).toEqual([
    { label: 'Used', words: 'yes' },
    { label: 'For the case', words: '20-1' },
  ])
})
