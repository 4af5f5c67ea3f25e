import { must } from '../kernel/index.ts'
import { drawSample } from '../proof/index.ts'
import type { EntryDraft } from './draft.ts'

// For tests: alarms, audits and cases of misuse, as a house records them; each step follows from those before it.

const unit = 'harbor-pd'
const digest = 'ab'.repeat(32)
const hidden = { actor: 'U-9', content: digest, time: 'now' }
const [rules, alarmClasses] = [
  ['case-reused', 'first-search'],
  ['false-alarm', 'in-order', 'misuse'],
]
const findings = ['sustained', 'unfounded', 'policy-fault']
const says = ['yes', 'no', 'could-not-tell'] as const

type Next = {
  readonly pick: number
  readonly searches: readonly number[]
  readonly index: number
  /** Root of the entries before it, in hex. */
  readonly root: string
}
type Made = { readonly draft: EntryDraft; readonly ref?: number }
type Audit = { readonly at: number; left: number[]; readonly said: string[]; drawn: boolean }

export function createSampleOversight() {
  const alarms: { readonly at: number; readonly rule: string }[] = []
  const cases: number[] = []
  const audits: Audit[] = []
  const from = <T>(list: readonly T[], pick: number): T => must(list[pick % list.length], 'word')
  const entry = (type: 'alarm' | 'audit' | 'misuse', fields: EntryDraft['fields'], ref?: number): Made => ({
    draft: { type, unit, fields, hidden },
    ...(ref === undefined ? {} : { ref }),
  })

  const alarmStep = ({ pick, index }: Next): Made => {
    const open = pick % 3 === 0 ? alarms.shift() : undefined
    if (open)
      return entry('alarm', { step: 'settled', rule: open.rule, class: from(alarmClasses, pick) }, open.at)
    const rule = from(rules, pick)
    alarms.push({ at: index, rule })
    return entry('alarm', { step: 'raised', rule })
  }

  const misuseStep = ({ pick, index }: Next): Made => {
    const open = pick % 2 === 0 ? cases.shift() : undefined
    if (open !== undefined)
      return entry('misuse', { step: 'closed', class: from(findings, pick), discipline: 'training' }, open)
    cases.push(index)
    return entry('misuse', { step: 'opened', source: 'complaint' })
  }

  const auditStep = ({ pick, searches, index, root }: Next): Made => {
    const [audit] = audits
    if (audit === undefined) {
      audits.push({ at: index, left: [], said: [], drawn: false })
      return entry('audit', { step: 'announced', size: 2, from: 0 })
    }
    if (!audit.drawn) {
      // Nothing stands after the announcement yet, so nothing draws; something else happens first.
      if (index === audit.at + 1) return alarmStep({ pick: 1, searches, index, root })
      const among = searches.filter((search) => search < audit.at)
      audit.left = [...drawSample({ seed: root, among, size: 2 })]
      audit.drawn = true
      const drawn = { step: 'drawn', at: index, seed: root, among: among.length, picked: [...audit.left] }
      return entry('audit', drawn, audit.at)
    }
    const search = audit.left.shift()
    if (search !== undefined) {
      audit.said.push(from(says, pick))
      return entry('audit', { step: 'checked', search, says: from(says, pick) }, audit.at)
    }
    audits.shift()
    const count = (word: string) => audit.said.filter((one) => one === word).length
    const counts = { same: count('yes'), different: count('no'), untold: count('could-not-tell') }
    return entry('audit', { step: 'signed', ...counts }, audit.at)
  }

  return {
    /** The next step of what `pick` chooses; `searches` are those of the unit, by log index. */
    next: (of: Next): Made => from([alarmStep, misuseStep, auditStep], Math.floor(of.pick / 7))(of),
  }
}
