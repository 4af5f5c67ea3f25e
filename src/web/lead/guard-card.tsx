import { Button } from '@trussworks/react-uswds'
import { useState } from 'react'
import type { Lead } from '../parts/api.ts'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'
import { CheckStep } from './check-step.tsx'
import { EvidenceStep } from './evidence-step.tsx'
import { LineUpStep } from './line-up-step.tsx'
import { outcomeTitle } from './outcome-words.ts'

type StepName = 'evidence' | 'check' | 'line-up'
const steps: readonly { name: StepName; button: string }[] = [
  { name: 'evidence', button: 'Add evidence' },
  { name: 'check', button: 'Record what speaks against it' },
  { name: 'line-up', button: 'Record a line-up' },
]

/** What must be done before any arrest or line-up, what of it is on record, and the forms to record it. */
export function GuardCard({ lead }: { lead: Lead }) {
  const [open, setOpen] = useState<StepName>()
  const why = whyNot(useSession(), 'outcome')
  const done = () => setOpen(undefined)
  return (
    <section className="cb-guard" aria-labelledby="guard-title">
      <h2 id="guard-title">Before any arrest or line-up</h2>
      <Checklist lead={lead} />
      <p>
        <strong>
          {lead.guard.ready
            ? 'Independent evidence is on record, and nothing known speaks against it.'
            : lead.guard.check?.against
              ? 'Stop: something known speaks against this person. No arrest and no line-up can be recorded.'
              : 'No arrest and no line-up can be recorded yet.'}
        </strong>
      </p>
      <OnRecord lead={lead} />
      {why === undefined ? (
        <p className="cb-actions cb-no-print">
          {steps.map(({ name, button }) => (
            <Button
              key={name}
              type="button"
              outline
              aria-expanded={open === name}
              onClick={() => setOpen(open === name ? undefined : name)}
            >
              {button}
            </Button>
          ))}
        </p>
      ) : (
        <p className="usa-hint cb-no-print">{why}</p>
      )}
      {open === 'evidence' ? <EvidenceStep lead={lead} onDone={done} /> : null}
      {open === 'check' ? <CheckStep lead={lead} onDone={done} /> : null}
      {open === 'line-up' ? <LineUpStep lead={lead} onDone={done} /> : null}
    </section>
  )
}

function Checklist({ lead }: { lead: Lead }) {
  const { guard, outcomes } = lead
  const recorded: Readonly<Record<string, boolean>> = {
    'independent-evidence': guard.evidence.length > 0,
    'reasons-against': guard.check !== undefined,
    outcome: outcomes.length > 0,
  }
  return (
    <ul>
      {lead.beforeAnyArrest.map(({ code, words }) => (
        <li key={code}>
          <span aria-hidden="true">{recorded[code] ? '☑' : '☐'}</span>
          <span>
            {words}
            {recorded[code] ? <strong> (recorded)</strong> : null}
          </span>
        </li>
      ))}
    </ul>
  )
}

function OnRecord({ lead: { guard } }: { lead: Lead }) {
  const { evidence, points, check, lineUps } = guard
  const speaking = check === undefined ? [] : Object.entries(check.answers).filter(([, one]) => one.against)
  if (evidence.length === 0 && check === undefined && lineUps.length === 0) return null
  return (
    <ul className="cb-list cb-on-record">
      {evidence.map((item) => (
        <li key={`${item.kind} ${item.obtainedOn} ${item.by}`}>
          {outcomeTitle(item.kind)}, {item.obtainedOn} ({item.beforeLead ? 'before' : 'after'} the lead),{' '}
          {item.by}
          {item.words === undefined ? '' : `: ${item.words}`}
        </li>
      ))}
      {check === undefined ? null : (
        <li>
          What speaks against it (log entry {check.logIndex}):{' '}
          {speaking.length === 0
            ? 'custody, height and build, marks and whereabouts were looked up; nothing known.'
            : speaking
                .map(
                  ([code, one]) =>
                    `${points.find((point) => point.code === code)?.words ?? code} ${one.words}`,
                )
                .join(' ')}
        </li>
      )}
      {lineUps.map((lineUp) => (
        <li key={lineUp.logIndex}>
          Photo line-up of {lineUp.heldOn}, {lineUp.fillers} fillers, shown blind (log entry {lineUp.logIndex}
          )
        </li>
      ))}
    </ul>
  )
}
