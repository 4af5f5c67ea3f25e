import { useMutation } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { api, type Planting, take } from '../parts/api.ts'
import { Failed } from '../parts/states.tsx'

/** Puts the totals into the log, from which public reports take them. */
export function PublishTotals({ found }: { found: Planting }) {
  const publish = useMutation({ mutationFn: () => take(api.POST('/api/planting/totals')) })
  const { fewestAnswers, fewestExaminers, totals, totalCases, examiners = [] } = found
  const by = (count: 'rate' | 'cases') =>
    examiners.filter((one) => (count === 'rate' ? one.rate.answers : one.cases.cases) > 0).length
  const enough = (count: number, of: number) => count >= fewestAnswers && of >= fewestExaminers
  const short =
    enough(totals?.answers ?? 0, by('rate')) || enough(totalCases?.cases ?? 0, by('cases'))
      ? undefined
      : `Totals are published from ${fewestAnswers} answers or cases of ${fewestExaminers} examiners on: fewer would tell of one of them.`
  return (
    <section className="cb-panel" aria-labelledby="publish-title">
      <h2 id="publish-title">Publish the totals</h2>
      <p>
        {short ??
          'Answers and cases of all examiners together, with their errors, as an entry of the log. Public reports take the figures from there.'}
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
