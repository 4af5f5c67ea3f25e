import type { PolicyVersions } from '../parts/api.ts'
import { SelectField, TextField } from '../parts/fields.tsx'

export type PackDraft = { readonly name: string; readonly answers: Readonly<Record<string, string>> }
export const emptyPack: PackDraft = { name: '', answers: {} }

/** Why a pack cannot be sent yet, or undefined when every question is answered. */
export function packFault(draft: PackDraft, versions: PolicyVersions): string | undefined {
  if (draft.name === '') return 'Choose a pack.'
  const open = questionsOf(draft, versions).filter(({ code }) => (draft.answers[code] ?? '') === '')
  return open.length === 0 ? undefined : 'Answer every question; no source gives these, so the agency does.'
}

/** The pack as the server takes it; numbers are numbers. */
export function packOf(draft: PackDraft, versions: PolicyVersions) {
  const answers = Object.fromEntries(
    questionsOf(draft, versions).map(({ code, kind }) => {
      const answer = draft.answers[code] ?? ''
      return [code, kind === 'number' ? Number(answer) : answer]
    }),
  )
  return { name: draft.name, ...(Object.keys(answers).length === 0 ? {} : { answers }) }
}

const questionsOf = ({ name }: PackDraft, versions: PolicyVersions) =>
  versions.shipped.find((pack) => pack.name === name)?.setup ?? []

type Props = { draft: PackDraft; setDraft: (draft: PackDraft) => void; versions: PolicyVersions }

/** Chooses a pack, and asks what no source of it gives. */
export function PackFields({ draft, setDraft, versions }: Props) {
  const answer = (code: string) => (value: string) =>
    setDraft({ ...draft, answers: { ...draft.answers, [code]: value } })
  return (
    <>
      <SelectField
        id="pack"
        label="Pack"
        value={draft.name}
        onChange={(name) => setDraft({ name, answers: {} })}
        choices={[
          ...versions.proposals.map(({ id, title, packVersion }) => ({
            code: `proposed:${id}`,
            title: `Proposed: ${title}, ${packVersion}`,
          })),
          ...versions.shipped.map(({ name, title, packVersion }) => ({
            code: name,
            title: `${title}, ${packVersion}`,
          })),
        ]}
      />
      {questionsOf(draft, versions).map((asked) =>
        asked.kind === 'choice' ? (
          <SelectField
            key={asked.code}
            id={`answer-${asked.code}`}
            label={asked.question}
            hint={asked.why}
            value={draft.answers[asked.code] ?? ''}
            onChange={answer(asked.code)}
            choices={asked.choices ?? []}
          />
        ) : (
          <TextField
            key={asked.code}
            id={`answer-${asked.code}`}
            label={asked.question}
            hint={`${asked.why} A whole number from ${asked.min} to ${asked.max}.`}
            value={draft.answers[asked.code] ?? ''}
            onChange={answer(asked.code)}
          />
        ),
      )}
    </>
  )
}
