import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import type { Models } from '../parts/api.ts'
import { modelsQuery } from '../parts/queries.ts'
import { Shown } from '../parts/states.tsx'

type Study = NonNullable<Models['strangers']['study']>

/** How high strangers score in this gallery: what a lead sheet's sentence on the similarity is counted from. */
export function Strangers() {
  const models = useQuery(modelsQuery)
  return (
    <details className="cb-prose cb-fold">
      <summary>How high strangers score here</summary>
      <Shown query={models} what="how high strangers score" rows={4}>
        {({ strangers: { study, work } }) => (
          <>
            {work?.running ? (
              <p role="status">
                Being measured now: {work.done} of {work.total} persons.
              </p>
            ) : null}
            {study ? <Measured study={study} /> : <p>Not measured yet with this face model.</p>}
            <p>
              An administrator measures it with <code>casebound models strangers</code>; again when the
              gallery has grown.
            </p>
          </>
        )}
      </Shown>
    </details>
  )
}

function Measured({ study }: { study: Study }) {
  return (
    <>
      <p>
        On {study.measuredOn}, booking photographs of {study.strangers} persons were made as small as probes
        are, and each compared with everybody but the person himself among {study.persons}. How similar the
        most similar of them was says how alike strangers look here; it says nothing about any one person. Log
        entry {study.logIndex}.
      </p>
      <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
        <thead>
          <tr>
            <th scope="col">Between the eyes</th>
            {['Searches', 'No face found', 'Median', '95 in 100 under', 'Highest'].map((name) => (
              <th key={name} scope="col" className="cb-right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {study.bands.map(({ fromPx, similarities, unseen }, at) => (
            <tr key={fromPx}>
              <th scope="row" data-label="Between the eyes">
                {sizeWords(fromPx, study.bands[at + 1]?.fromPx)}
              </th>
              <Cell name="Searches" text={String(similarities.length)} />
              <Cell name="No face found" text={String(unseen)} />
              <Cell name="Median" text={shareOf(similarities, 0.5)} />
              <Cell name="95 in 100 under" text={shareOf(similarities, 0.95)} />
              <Cell name="Highest" text={shareOf(similarities, 1)} />
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  )
}

const Cell = ({ name, text }: { name: string; text: string }) => (
  <td data-label={name} className="cb-right cb-figure">
    {text}
  </td>
)

const sizeWords = (fromPx: number, next: number | undefined): string =>
  next === undefined ? `${fromPx} px or more` : `${fromPx} to ${next - 1} px`

const shareOf = (rising: readonly number[], share: number): string =>
  rising[Math.max(0, Math.ceil(share * rising.length) - 1)]?.toFixed(3) ?? '–'
