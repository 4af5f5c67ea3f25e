import { Button } from '@trussworks/react-uswds'
import { useState } from 'react'
import { api, type MisuseCase, take } from '../parts/api.ts'
import { CloseMisuseForm } from './close-misuse-form.tsx'
import { WordsForm } from './words-form.tsx'

type Act = 'evidence' | 'hold' | 'close'

/** What can be done next with a case of misuse; one form at a time. */
export function MisuseActs({ found }: { found: MisuseCase }) {
  const [open, setOpen] = useState<Act>()
  if (found.closed) return <p>Nothing is open here. Something new that is alleged is another case.</p>
  const onDone = () => setOpen(undefined)
  const titles: Readonly<Record<Act, string>> = {
    evidence: 'Keep evidence',
    hold: found.held ? 'Lift the hold' : 'Hold the account again',
    close: 'Close the case',
  }
  return (
    <section className="cb-panel" aria-labelledby="next-title">
      <h2 id="next-title">What is next</h2>
      <p className="cb-actions">
        {(['evidence', 'hold', 'close'] as const).map((act) => (
          <Button
            key={act}
            type="button"
            outline={open !== act}
            aria-expanded={open === act}
            onClick={() => setOpen(open === act ? undefined : act)}
          >
            {titles[act]}
          </Button>
        ))}
      </p>
      {open === 'evidence' ? <EvidenceForm {...{ found, onDone }} /> : null}
      {open === 'hold' ? <HoldForm {...{ found, onDone }} /> : null}
      {open === 'close' ? <CloseMisuseForm {...{ found, onDone }} /> : null}
    </section>
  )
}

type FormProps = { readonly found: MisuseCase; readonly onDone: () => void }
const pathOf = ({ id }: MisuseCase) => ({ params: { path: { id } } })
const sealed = 'At least 20 characters; sealed in the log.'

const EvidenceForm = ({ found, onDone }: FormProps) => (
  <WordsForm
    id="evidence-words"
    name="Keep evidence"
    label="What is kept, and where"
    hint={sealed}
    button="Record it"
    send={(words) =>
      take(api.POST('/api/oversight/misuse/{id}/evidence', { ...pathOf(found), body: { words } }))
    }
    onDone={onDone}
  />
)

const HoldForm = ({ found, onDone }: FormProps) => (
  <WordsForm
    id="hold-words"
    name={found.held ? 'Lift the hold' : 'Hold the account'}
    label="Why"
    hint={sealed}
    button={found.held ? 'Lift it' : 'Hold it'}
    send={(words) =>
      take(
        api.POST('/api/oversight/misuse/{id}/hold', { ...pathOf(found), body: { held: !found.held, words } }),
      )
    }
    onDone={onDone}
  />
)
