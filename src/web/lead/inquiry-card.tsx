import { useState } from 'react'
import { api, type Lead, take } from '../parts/api.ts'
import { LongTextField } from '../parts/fields.tsx'
import { When } from '../parts/when.tsx'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'
import { GuardStep } from './guard-step.tsx'

/** The inquiry into a misidentification: when it was opened, what it found, and the form that closes it. */
export function InquiryCard({ lead }: { lead: Lead }) {
  const may = whyNot(useSession(), 'decide') === undefined
  const { inquiry } = lead.guard
  if (inquiry.length === 0) return null
  return (
    <section className="cb-panel" aria-labelledby="inquiry-title">
      <h2 id="inquiry-title">Inquiry into a misidentification</h2>
      <ol className="cb-examiners">
        {inquiry.map((step) => (
          <li key={step.logIndex}>
            <p>
              <strong>{step.step === 'opened' ? 'Opened' : 'Closed with findings'}</strong>,{' '}
              <When at={step.recordedAt} />, entry {step.logIndex} of the log
            </p>
            {step.findings === '' ? null : <p className="cb-reason">{step.findings}</p>}
          </li>
        ))}
      </ol>
      {inquiry.at(-1)?.step === 'opened' ? may ? <CloseForm lead={lead} /> : <p>It is open.</p> : null}
    </section>
  )
}

function CloseForm({ lead }: { lead: Lead }) {
  const [findings, setFindings] = useState('')
  const send = () =>
    take(api.POST('/api/leads/{id}/inquiry', { params: { path: { id: lead.id } }, body: { findings } }))
  return (
    <GuardStep
      leadId={lead.id}
      name="Close the inquiry"
      button="Close the inquiry"
      {...{ send, onDone: () => setFindings('') }}
    >
      <LongTextField
        id="inquiry-findings"
        label="Findings"
        hint="What went wrong, whom it harmed, what changes. It cannot be altered afterwards."
        value={findings}
        onChange={setFindings}
        maxLength={5_000}
      />
    </GuardStep>
  )
}
