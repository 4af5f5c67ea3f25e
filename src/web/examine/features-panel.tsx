import type { ExaminationView } from '../parts/api.ts'
import { comparedCount, type FeatureNote, type Relation, relations } from './notes.ts'
import type { NotesOfSearch } from './use-notes.ts'

type PanelProps = {
  view: ExaminationView
  letter: string
  notes: NotesOfSearch
  openNote: string | undefined
  onOpenNote: (feature: string | undefined) => void
}

/** The features to compare, from the top of the face to the bottom. Notes belong to one candidate. */
export function FeaturesPanel({ view, letter, notes, openNote, onOpenNote }: PanelProps) {
  const given = notes.all[letter]
  return (
    <section className="cb-side" aria-labelledby="features-title">
      <h2 id="features-title" className="cb-side-title">
        Features, probe and {letter}
      </h2>
      <p className="cb-side-count">
        {comparedCount(given)} of {view.features.length} compared
        <br />≈ similar · ≠ different · – not comparable
      </p>
      <div className="cb-features">
        {view.features.map((feature) => (
          <Feature
            key={`${letter} ${feature.code}`}
            feature={feature}
            given={given?.[feature.code]}
            open={openNote === feature.code}
            onOpen={(open) => onOpenNote(open ? feature.code : undefined)}
            onNote={(change) => notes.note(letter, { feature: feature.code, ...change })}
          />
        ))}
      </div>
    </section>
  )
}

type FeatureProps = {
  feature: ExaminationView['features'][number]
  given: FeatureNote | undefined
  open: boolean
  onOpen: (open: boolean) => void
  onNote: (change: { relation?: Relation; note?: string }) => void
}

function Feature({ feature, given, open, onOpen, onNote }: FeatureProps) {
  const noteId = `note-${feature.code}`
  const written = given?.note ?? ''
  return (
    <fieldset className="cb-feature" data-feature={feature.code}>
      <legend title={feature.look}>{feature.title}</legend>
      <div className="cb-feature-row">
        {relations.map((relation) => (
          <label key={relation.code} title={relation.words}>
            <input
              type="radio"
              name={`feature-${feature.code}`}
              checked={given?.relation === relation.code}
              onChange={() => onNote({ relation: relation.code })}
            />
            <span aria-hidden="true">{relation.sign}</span>
            <span className="usa-sr-only">{relation.words}</span>
          </label>
        ))}
        <button type="button" aria-expanded={open} aria-controls={noteId} onClick={() => onOpen(!open)}>
          {written === '' ? 'Note' : 'Note ✎'}
          <span className="usa-sr-only"> on {feature.title}</span>
        </button>
      </div>
      <NoteField id={noteId} feature={feature} open={open} written={written} onNote={onNote} />
    </fieldset>
  )
}

type NoteProps = Pick<FeatureProps, 'feature' | 'open' | 'onNote'> & { id: string; written: string }

function NoteField({ id, feature, open, written, onNote }: NoteProps) {
  return (
    <div id={id} hidden={!open}>
      <p className="cb-look">{feature.look}</p>
      {open ? (
        <textarea
          ref={(field) => field?.focus()}
          className="usa-textarea cb-note"
          aria-label={`Note on ${feature.title}`}
          maxLength={500}
          value={written}
          onChange={(event) => onNote({ note: event.target.value })}
        />
      ) : null}
    </div>
  )
}
