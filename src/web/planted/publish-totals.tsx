import { useMutation } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { api, type Planting, take } from '../parts/api.ts'
import { Failed } from '../parts/states.tsx'

/** Puts the totals into the log, from which public reports take them. */
export function PublishTotals({ found }: { found: Planting }) {
  const publish = useMutation({ mutationFn: () => take(api.POST('/api/planting/totals')) })
  const { fewestAnswers, fewestExaminers, totals, examiners = [] } = found
  const short =
    (totals?.answers ?? 0) < fewestAnswers || examiners.length < fewestExaminers
      ? `Totals are published from ${fewestAnswers} answers of ${fewestExaminers} examiners on: fewer would tell of one of them.`
      : undefined
  return (
    <section className="cb-panel" aria-labelledby="publish-title">
      <h2 id="publish-title">Publish the totals</h2>
      <p>
        {short ??
          'Answers, support and doubt of all examiners together, as an entry of the log. Public reports take the figure from there.'}
      </p>
      {publish.isError ? <Failed doing="publish the totals" thrown={publish.error} /> : null}
      <p className="cb-actions">
        <Button
          type="button"
          outline
          disabled={short !== undefined || publish.isPending}
          onClick={() => publish.mutate()}
        >
          Publish them
        </Button>
        <span role="status">
          {publish.data ? `Published: entry ${publish.data.logIndex} of the log.` : ''}
        </span>
      </p>
    </section>
  )
}
