import type { Face } from '../parts/api.ts'

/** The measures of a face in words; what is below its limit comes with the word, not with a colour alone. */
export function QualityList({ measures }: { measures: Face['quality'] }) {
  if (measures.length === 0) return null
  return (
    <>
      <h2 className="cb-small-heading">How good the face is</h2>
      <ul className="cb-quality">
        {measures.map((measure) => (
          <li key={measure.name} data-ok={measure.ok}>
            <strong>{measure.ok ? 'good' : 'weak'}</strong> {measure.words}
          </li>
        ))}
      </ul>
    </>
  )
}
