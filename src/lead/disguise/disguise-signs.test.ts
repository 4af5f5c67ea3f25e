import { expect, it } from 'vitest'
import { type DisguiseFacts, disguiseSigns, fits, type Neighbour } from './disguise-signs.ts'

const burbank: Neighbour = {
  ...{ code: 'BURBANK-PD', name: 'Burbank Police', casePattern: 'BPD-##-####' },
  ...{ domains: ['burbank.example'], places: ['Burbank', 'Reading'] },
}
const facts: DisguiseFacts = {
  ...{
    caseNumber: '26-004711',
    narrative: 'The person at the counter of the shop.',
    howObtained: 'from its camera',
  },
  ...{ neighbours: [burbank], atTheDesk: [], pictureAskedFor: [], place: undefined, area: undefined },
}
const signs = (some: Partial<DisguiseFacts>) => disguiseSigns({ ...facts, ...some }).map(({ sign }) => sign)

it('an ordinary request shows none', () => {
  expect(signs({})).toEqual([])
})

it('a case number is told by its look, whole', () => {
  expect(signs({ caseNumber: 'bpd-26-0117' })).toEqual(['case-number'])
  expect(signs({ caseNumber: 'BPD-26-01175' })).toEqual([])
  expect(signs({ caseNumber: 'XBPD-26-0117' })).toEqual([])
  expect(fits('A1-x', '@#-x')).toBe(true)
  expect(fits('11-x', '@#-x')).toBe(false)
})

it('the agency is named by its name or code', () => {
  expect(signs({ narrative: 'Asked for by Burbank Police.' })).toContain('agency-named')
  expect(signs({ howObtained: 'BURBANK-PD sent it' })).toContain('agency-named')
})

it('a domain counts with what stands before it, and not within another name', () => {
  for (const howObtained of ['mail from det@burbank.example', 'https://cctv.burbank.example/x.jpg'])
    expect(signs({ howObtained })).toEqual(['domain'])
  for (const howObtained of ['notburbank.example', 'burbank.example.net', 'shop.example'])
    expect(signs({ howObtained })).toEqual([])
})

it('a place counts as a word of its own', () => {
  expect(signs({ narrative: 'At a bank in Burbank.' })).toEqual(['place'])
  expect(signs({ narrative: 'Burbanks Diner, and the reader.' })).toEqual([])
})

it('a case that another agency brought to the desk is known again, with its hyphens or without', () => {
  const atTheDesk = [{ n: 4, askingAgency: 'BURBANK-PD', caseNumber: 'N 26-17' }]
  const [sign] = disguiseSigns({ ...facts, caseNumber: 'n2617', atTheDesk })
  expect(sign).toMatchObject({ sign: 'at-the-desk', words: expect.stringContaining('request 4') })
})

it('a picture that was asked for on behalf of another before is known again', () => {
  expect(signs({ pictureAskedFor: ['BURBANK-PD', 'BURBANK-PD'] })).toEqual(['picture-asked-for'])
})

it('an incident outside the area that the agency serves is told by the place that is named as such', () => {
  const area = [{ kind: 'municipality', name: 'Los Angeles', state: 'CA' }] as const
  const place = { municipality: 'Glendale', state: 'CA' }
  const [sign, ...others] = disguiseSigns({ ...facts, area, place })
  expect(sign).toEqual({
    sign: 'outside-area',
    words: 'The incident was in Glendale, CA, which is not in the area that the agency serves.',
  })
  expect(others).toEqual([])
  expect(signs({ area, place: { municipality: 'Los Angeles' } })).toEqual([])
  expect(signs({ area: [], place })).toEqual([])
  expect(signs({ area, place: undefined })).toEqual([])
  expect(signs({ area, place: { municipality: ' ' } })).toEqual([])
})

it('a place that is named as such is also held against the places of other agencies', () => {
  expect(signs({ place: { municipality: 'Burbank' } })).toEqual(['place'])
})
