import type { FigureName } from './figures.ts'

/** A public report that a law or a board asks for. */
export type ReportPack = {
  readonly name: string
  readonly title: string
  readonly imposedBy: string
  /** When it is due, in words. */
  readonly due: string
  readonly period: 'year' | 'month' | 'week'
  /** How sure it is that the law asks for just this; research marks what was read in the source. */
  readonly note: string
  readonly figures: readonly FigureName[]
}

const read = 'Fields as read in the source.'

/** The reports of research A13, each with the figures that it asks for and that a log can give. */
export const reportPacks: readonly ReportPack[] = [
  {
    ...{
      name: 'maryland',
      title: 'Maryland: yearly report on facial recognition',
      imposedBy: 'Md. Code, Crim. Proc. 2-510',
      due: 'published by 1 February; to the Governor’s office by 1 May',
      period: 'year',
      note: read,
    },
    figures: [
      'system',
      'databases',
      'searches',
      'crimes',
      'leads',
      'leadCrimes',
      'demographics',
      'incidents',
    ],
  },
  {
    ...{
      name: 'utah',
      title: 'Utah: yearly report on facial recognition',
      imposedBy: 'Utah Code 77-23e-106',
      due: 'between 1 August and 15 October',
      period: 'year',
      note: read,
    },
    figures: ['requests', 'crimes', 'leads', 'leadCrimes', 'sources'],
  },
  {
    ...{
      name: 'montana',
      title: 'Montana: yearly report on facial recognition',
      imposedBy: 'Mont. Code 44-15-111',
      due: 'by 30 June',
      period: 'year',
      note: read,
    },
    figures: ['searches', 'crimes', 'arrests', 'convictions', 'units'],
  },
  {
    ...{
      name: 'virginia',
      title: 'Virginia: yearly report on facial recognition',
      imposedBy: 'Va. Code 15.2-1723.2',
      due: 'posted by 1 April; no use is an answer too',
      period: 'year',
      note: 'Date and duty as read in the source; the fields are from memory and to be compared with the text.',
    },
    figures: [
      'system',
      'databases',
      'requests',
      'searches',
      'leads',
      'stands',
      'crimes',
      'demographics',
      'outside',
      'incidents',
    ],
  },
  {
    ...{
      name: 'lapd',
      title: 'Los Angeles: yearly report to the Board of Police Commissioners',
      imposedBy: 'LAPD technology policy',
      due: 'yearly',
      period: 'year',
      note: 'The policy was read about, not read.',
    },
    figures: [
      'policies',
      'requests',
      'searches',
      'units',
      'users',
      'purposes',
      'crimes',
      'stands',
      'arrests',
      'wrong',
      'withoutOutcome',
      'planted',
      'missed',
      'otherEvidence',
      'refusals',
      'refusalReasons',
      'removals',
      'erased',
      'incidents',
      'outside',
    ],
  },
  {
    ...{
      name: 'detroit',
      title: 'Detroit: weekly report to the Board of Police Commissioners',
      imposedBy: 'Detroit policy, as approved by the Board',
      due: 'weekly',
      period: 'week',
      note: 'The exact fields were not seen.',
    },
    figures: ['requests', 'searches', 'crimes', 'demographics', 'stands', 'arrests'],
  },
  {
    ...{
      name: 'new-orleans',
      title: 'New Orleans: monthly report to the Council',
      imposedBy: 'New Orleans ordinance of 2022',
      due: 'monthly',
      period: 'month',
      note: 'Read in the press.',
    },
    figures: [
      'requests',
      'searches',
      'crimes',
      'leads',
      'demographics',
      'arrests',
      'refusals',
      'refusalActs',
      'wrong',
    ],
  },
  {
    ...{
      name: 'eu',
      title: 'European Union: yearly report of a deployer',
      imposedBy: 'Regulation (EU) 2024/1689, art. 26(10)',
      due: 'yearly, to market surveillance and data protection authorities',
      period: 'year',
      note: 'The regulation asks for a report on use; aggregated figures are allowed.',
    },
    figures: [
      'system',
      'databases',
      'requests',
      'searches',
      'purposes',
      'crimes',
      'emergencies',
      'stands',
      'wrong',
      'refusals',
      'refusalReasons',
      'incidents',
    ],
  },
]

/** How many searches, by whom, for what, with what result: the answer to a records request. */
export const recordsRequestPack: ReportPack = {
  ...{
    name: 'records-request',
    title: 'Searches by face: answer to a records request',
    imposedBy: 'public records law, e.g. Cal. Gov. Code 7920.000 ff.',
    due: 'on request',
    period: 'year',
    note: 'How many searches, by whom, for what, with what result.',
  },
  figures: [
    'requests',
    'searches',
    'units',
    'users',
    'purposes',
    'crimes',
    'stands',
    'arrests',
    'convictions',
    'wrong',
    'withoutOutcome',
    'planted',
    'missed',
    'refusals',
    'refusalActs',
    'refusalReasons',
    'outside',
    'incidents',
    'erased',
  ],
}
