import { useState } from 'react'
import { api, type Lead, take } from '../parts/api.ts'
import { RadioField, TextField } from '../parts/fields.tsx'
import { GuardStep } from './guard-step.tsx'

type Answer = { against: string; words: string }
const codes = ['custody', 'height', 'marks', 'elsewhere'] as const
type Code = (typeof codes)[number]
const unanswered: Answer = { against: '', words: '' }
const choices = [
  { code: 'no', title: 'Looked up; nothing against' },
  { code: 'yes', title: 'Yes, it speaks against this person' },
]

/** Asks for what is known against a lead; one yes stops arrest and line-up. */
export function CheckStep({ lead, onDone }: { lead: Lead; onDone: () => void }) {
  const [answers, setAnswers] = useState<Record<Code, Answer>>({
    ...{ custody: unanswered, height: unanswered, marks: unanswered, elsewhere: unanswered },
  })
  const [asked, setAsked] = useState(false)
  const missing = codes.filter((code) => answers[code].against === '')
  const answer = (code: Code) => ({ against: answers[code].against === 'yes', words: answers[code].words })
  const send = async () => {
    setAsked(true)
    if (missing.length > 0)
      return Promise.reject(new Error('Answer every question; none is answered for you.'))
    const body = {
      ...{ custody: answer('custody'), height: answer('height') },
      ...{ marks: answer('marks'), elsewhere: answer('elsewhere') },
    }
    return take(api.POST('/api/leads/{id}/checks', { params: { path: { id: lead.id } }, body }))
  }
  return (
    <GuardStep leadId={lead.id} name="Record the check" button="Record this check" {...{ send, onDone }}>
      {codes.map((code) => (
        <div key={code} className="cb-evidence">
          <RadioField
            id={`check-${code}`}
            label={lead.guard.points.find((point) => point.code === code)?.words ?? code}
            error={asked && answers[code].against === '' ? 'Look it up and choose one.' : undefined}
            value={answers[code].against}
            onChange={(against) => setAnswers({ ...answers, [code]: { ...answers[code], against } })}
            choices={choices}
          />
          <TextField
            id={`check-${code}-words`}
            label="Where it was looked up, and what was found"
            value={answers[code].words}
            onChange={(words) => setAnswers({ ...answers, [code]: { ...answers[code], words } })}
          />
        </div>
      ))}
    </GuardStep>
  )
}
