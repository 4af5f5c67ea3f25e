import type { ExaminationView } from '../parts/api.ts'
import { comparedCount, type FeatureNote, type Relation, relations } from './notes.ts'
import type { Pin, SetPin } from './pins.ts'
import { PinsOfFeature } from './pins-of-feature.tsx'
import type { NotesOfSearch } from './use-notes.ts'
import type { PinsOfSearch } from './use-pins.ts'

type PanelProps = {
  view: ExaminationView
  letter: string
  notes: NotesOfSearch
  pins: PinsOfSearch
  /** The pin that is being set on this candidate. */
  setting: SetPin | undefined
  openNote: string | undefined
  onOpenNote: (feature: string | undefined) => void
  /** Begins a pin on a feature. */
  onPin: (feature: string) => void
}

/** The features to compare, from the top of the face to the bottom. Notes and pins belong to one candidate. */
export function FeaturesPanel(props: PanelProps) {
  const { view, letter, notes, pins, setting, openNote, onOpenNote, onPin } = props
  const given = notes.all[letter]
  const set = pins.all[letter] ?? []
  return (
    <section className="cb-side" aria-labelledby="features-title">
      <h2 id="features-title" className="cb-side-title">
        Features, probe and {letter}
      </h2>
      <p className="cb-side-count">
        {comparedCount(given)} of {view.features.length} compared; sealed with your answer about {letter}
        <br />≈ similar · ≠ different · – not comparable
      </p>
      <div className="cb-features">
        {view.features.map((feature) => (
          <Feature
            key={`${letter} ${feature.code}`}
            feature={feature}
            letter={letter}
            given={given?.[feature.code]}
            open={openNote === feature.code}
            onOpen={(open) => onOpenNote(open ? feature.code : undefined)}
            onNote={(change) => notes.note(letter, { feature: feature.code, ...change })}
            pins={set.filter((pin) => pin.feature === feature.code)}
            pinning={setting?.feature === feature.code}
            onPin={() => (setting?.feature === feature.code ? pins.done() : onPin(feature.code))}
            onRemovePin={(number) => pins.remove(letter, number)}
          />
        ))}
      </div>
    </section>
  )
}

type FeatureProps = {
  feature: ExaminationView['features'][number]
  letter: string
  given: FeatureNote | undefined
  open: boolean
  onOpen: (open: boolean) => void
  onNote: (change: { relation?: Relation; note?: string }) => void
  pins: readonly Pin[]
  pinning: boolean
  onPin: () => void
  onRemovePin: (number: number) => void
}

function Feature(props: FeatureProps) {
  const { feature, letter, given, open, onOpen, onNote, pins, pinning, onPin } = props
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
        <button type="button" aria-pressed={pinning} onClick={onPin}>
          Pin<span className="usa-sr-only"> on {feature.title}</span>
        </button>
      </div>
      <PinsOfFeature feature={feature} letter={letter} pins={pins} onRemove={props.onRemovePin} />
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
