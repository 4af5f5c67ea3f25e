import { wireTitles } from '../lead/index.ts'
import { type Html, html, section, whole } from '../page/index.ts'
import type { Recount } from '../proof/index.ts'
import { countTable, toRows } from './count-rows.ts'

const alarmWords: Readonly<Record<string, string>> = {
  open: 'not settled yet',
  'false-alarm': 'nothing to it',
  'in-order': 'unusual, and in order',
  mistake: 'a rule was broken by mistake',
  misuse: 'misuse',
}
const auditWords: Readonly<Record<string, string>> = {
  announced: 'announced, not drawn yet',
  drawn: 'drawn, not signed yet',
  signed: 'signed',
}
const fileWords: Readonly<Record<string, string>> = {
  yes: 'the case file said the same',
  no: 'the case file said something else',
  'could-not-tell': 'the case file could not tell',
}
const sourceWords: Readonly<Record<string, string>> = {
  alarm: 'an alarm',
  audit: 'an audit',
  finding: 'a finding of outside face search',
  complaint: 'a complaint',
  other: 'something else',
}
const findingWords: Readonly<Record<string, string>> = {
  open: 'not closed yet',
  sustained: 'misuse, sustained',
  'not-sustained': 'not sustained',
  unfounded: 'it did not happen',
  'policy-fault': 'the policy was at fault, not the person',
}
const disciplineWords: Readonly<Record<string, string>> = {
  none: 'none',
  training: 'training',
  reprimand: 'reprimand',
  suspension: 'suspension',
  dismissal: 'dismissal',
  referred: 'referred to a prosecutor or an oversight body',
}

/** How the agency watches its own use: alarms, audits and cases of misuse, and what became of each. */
export function oversight(recount: Recount): Html {
  const { alarms, audits, misuseCases } = recount
  if (alarms + audits + misuseCases === 0)
    return section(
      'How its use is watched',
      'No alarm, no audit and no case of misuse is recorded in these entries.',
    )
  return section(
    'How its use is watched',
    `${times(alarms, 'alarm')}, ${times(audits, 'audit')} and ${times(misuseCases, 'case')} of misuse. An alarm says that something is worth a look; it accuses nobody. The log itself drew what the audits looked at.`,
    alarms === 0 ? html`` : alarmTables(recount),
    audits === 0 ? html`` : auditTables(recount),
    misuseCases === 0 ? html`` : misuseTables(recount),
  )
}

const times = (count: number, what: string) => `${whole(count)} ${what}${count === 1 ? '' : 's'}`

const alarmTables = ({ alarmsByWire, alarmsByStand }: Recount): Html =>
  html`<div class="pair-of-figures">${countTable('Alarms by wire', 'Wire', toRows(alarmsByWire, wireTitles))}${countTable(
    'Alarms by what they turned out to be',
    'Found to be',
    toRows(alarmsByStand, alarmWords),
  )}</div>`

const auditTables = ({ auditsByStand, auditedSearches }: Recount): Html =>
  html`<div class="pair-of-figures">${countTable('Audits by how far they are', 'Audit', toRows(auditsByStand, auditWords))}${
    Object.keys(auditedSearches).length === 0
      ? undefined
      : countTable(
          'Searches of signed audits against their case files',
          'Found',
          toRows(auditedSearches, fileWords),
        )
  }</div>`

const misuseTables = (recount: Recount): Html =>
  html`<div class="pair-of-figures">${countTable('Cases of misuse by finding', 'Finding', toRows(recount.misuseByFinding, findingWords))}${countTable(
    'Cases of misuse by where they came from',
    'From',
    toRows(recount.misuseBySource, sourceWords),
  )}${
    Object.keys(recount.misuseByDiscipline).length === 0
      ? undefined
      : countTable(
          'Closed cases by what followed',
          'What followed',
          toRows(recount.misuseByDiscipline, disciplineWords),
        )
  }</div>`
