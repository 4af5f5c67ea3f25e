import type { Refusal } from './trouble.ts'

/** Refusals one by one: what, why (with the rule), and what would be needed. */
export function RefusalList({ refusals }: { refusals: readonly Refusal[] }) {
  return (
    <ol className="cb-refusals">
      {refusals.map((refusal) => (
        <li key={`${refusal.code} ${refusal.rule ?? ''} ${refusal.reason}`}>
          <p className="cb-refusal-what">{refusal.reason}</p>
          <dl className="cb-pairs">
            <dt>What is needed</dt>
            <dd>{refusal.needed}</dd>
            <dt>Rule</dt>
            <dd>
              <code>{refusal.rule ?? refusal.code}</code>
              {refusal.source === undefined ? null : <> · {refusal.source}</>}
            </dd>
          </dl>
        </li>
      ))}
    </ol>
  )
}
