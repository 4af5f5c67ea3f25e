import { Button } from '@trussworks/react-uswds'
import { SelectField, TextField } from '../parts/fields.tsx'
import { type EvidenceDraft, emptyEvidence, type OutcomeDraft } from './outcome-draft.ts'
import { evidenceChoices } from './outcome-words.ts'

type FieldsProps = {
  draft: OutcomeDraft
  setDraft: (draft: OutcomeDraft) => void
  faults: Readonly<Record<string, string>>
}

/** The other evidence, piece by piece. A comparison of faces is not evidence of this kind. */
export function EvidenceFields({ draft, setDraft, faults }: FieldsProps) {
  const change = (key: number, given: Partial<EvidenceDraft>) =>
    setDraft({
      ...draft,
      evidence: draft.evidence.map((one) => (one.key === key ? { ...one, ...given } : one)),
    })
  const add = () => {
    const key = Math.max(0, ...draft.evidence.map((one) => one.key)) + 1
    setDraft({ ...draft, evidence: [...draft.evidence, emptyEvidence(key)] })
  }
  const remove = (key: number) =>
    setDraft({ ...draft, evidence: draft.evidence.filter((one) => one.key !== key) })
  return (
    <section aria-label="Other evidence">
      <h3 className="cb-small-heading">On which other evidence?</h3>
      <p className="usa-hint">
        Evidence that stands on its own, apart from this lead. An arrest or a charge needs it.
      </p>
      {draft.evidence.map((one, at) => (
        <EvidenceItem
          key={one.key}
          one={one}
          number={at + 1}
          faults={faults}
          onChange={(given) => change(one.key, given)}
          onRemove={() => remove(one.key)}
        />
      ))}
      <Button type="button" outline onClick={add} className="margin-top-2">
        Add evidence
      </Button>
    </section>
  )
}

type ItemProps = {
  one: EvidenceDraft
  number: number
  faults: Readonly<Record<string, string>>
  onChange: (given: Partial<EvidenceDraft>) => void
  onRemove: () => void
}

function EvidenceItem({ one, number, faults, onChange, onRemove }: ItemProps) {
  const { key } = one
  return (
    <fieldset className="cb-evidence">
      <legend>Evidence {number}</legend>
      <SelectField
        id={`kind-${key}`}
        label="Kind of evidence"
        error={faults[`kind-${key}`]}
        value={one.kind}
        onChange={(kind) => onChange({ kind })}
        choices={evidenceChoices}
      />
      <TextField
        id={`on-${key}`}
        type="date"
        label="Obtained on"
        error={faults[`on-${key}`]}
        value={one.obtainedOn}
        onChange={(obtainedOn) => onChange({ obtainedOn })}
      />
      <TextField
        id={`by-${key}`}
        label="Obtained by"
        error={faults[`by-${key}`]}
        value={one.by}
        onChange={(by) => onChange({ by })}
      />
      <TextField
        id={`words-${key}`}
        label="What it is, in a few words"
        value={one.words}
        onChange={(words) => onChange({ words })}
      />
      <Button type="button" unstyled onClick={onRemove} className="margin-top-2">
        Remove evidence {number}
      </Button>
    </fieldset>
  )
}
