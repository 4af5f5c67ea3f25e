import type { Face } from '../parts/api.ts'

type Measures = Face['quality']

/**
 * The measures of a face in words, the weak ones first; weak is said in a word, not with a colour alone. `warnings` is what
 * the policy in force warns of.
 */
export function QualityList({
  measures,
  warnings = [],
}: {
  measures: Measures
  warnings?: readonly string[] | undefined
}) {
  if (measures.length === 0) return null
  const weak = measures.filter(({ ok }) => !ok)
  const good = measures.filter(({ ok }) => ok)
  return (
    <>
      <h2 className="cb-small-heading">How good the face is</h2>
      {warnings.map((words) => (
        <p key={words}>
          <strong>below the policy</strong> {words}
        </p>
      ))}
      {weak.length === 0 ? <p>Every measure is as good as wanted.</p> : <Measured measures={weak} />}
      {good.length === 0 ? null : (
        <details>
          <summary>
            {good.length} of {measures.length} measures are good
          </summary>
          <Measured measures={good} />
        </details>
      )}
      {weak.length === 0 ? null : (
        <p className="usa-hint">A weak face may still be searched; the examiners see the same image.</p>
      )}
    </>
  )
}

function Measured({ measures }: { measures: Measures }) {
  return (
    <ul className="cb-quality">
      {measures.map((measure) => (
        <li key={measure.name} data-ok={measure.ok}>
          <strong>{measure.ok ? 'good' : 'weak'}</strong> {measure.words}
        </li>
      ))}
    </ul>
  )
}
