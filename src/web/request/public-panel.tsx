import type { Review } from '../parts/api.ts'

/** What the log will say for everybody to read, and what stays sealed in it. */
export function PublicPanel({ review }: { review: Review }) {
  return (
    <section className="cb-panel" aria-labelledby="public-title">
      <h2 id="public-title" className="cb-small-heading">
        What will be recorded and become public
      </h2>
      <dl className="cb-pairs">
        {review.becomesPublic.map((item) => (
          <div key={item.field}>
            <dt>{item.words}</dt>
            <dd>{item.value}</dd>
          </div>
        ))}
      </dl>
      <h3 className="cb-small-heading">What is recorded but stays sealed</h3>
      <ul className="cb-list">
        {review.staysSealed.map((item) => (
          <li key={item.field}>
            <strong>{item.field}</strong>: {item.words}
          </li>
        ))}
      </ul>
      <p className="usa-hint">
        Sealed: the log holds only a digest. An auditor or a court can have one field opened.
      </p>
    </section>
  )
}
