import { Table } from '@trussworks/react-uswds'
import { relations } from '../examine/notes.ts'
import type { Lead } from '../parts/api.ts'
import { When } from '../parts/when.tsx'
import { plantedWords } from '../planted/planted-words.ts'

type Examiner = Lead['examiners'][number]

/** What each examiner concluded and why, and how he compared the two faces. */
export function Examiners({ lead }: { lead: Lead }) {
  return (
    <section>
      <h2>What the examiners concluded</h2>
      <ol className="cb-examiners">
        {lead.examiners.map((examiner) => (
          <li key={examiner.sealedAt}>
            <p>
              <strong>{examiner.conclusion}</strong> · {examiner.name}, sealed <When at={examiner.sealedAt} />
            </p>
            <p className="cb-reason">{examiner.reason}</p>
            <Compared examiner={examiner} />
            {examiner.plantedLetters === undefined ? null : (
              <p className="cb-soft">{plantedWords(examiner.plantedLetters)}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Compared({ examiner }: { examiner: Examiner }) {
  const { comparison, name } = examiner
  if (comparison === undefined || comparison.features.length === 0) return null
  return (
    <details className="cb-compared">
      <summary>{howMany(comparison.features)}</summary>
      <Table bordered={false} caption={`Features as ${name} compared them`} className="cb-table">
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">Found</th>
            <th scope="col">Pins</th>
          </tr>
        </thead>
        <tbody>
          {comparison.features.map((feature) => (
            <tr key={feature.code}>
              <th scope="row">
                {feature.title}
                {feature.note === undefined ? null : <span className="cb-compared-note">{feature.note}</span>}
              </th>
              <td>{relationWords(feature.relation)}</td>
              <td>{feature.pins.join(', ') || 'none'}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  )
}

type Features = NonNullable<Examiner['comparison']>['features']

function howMany(features: Features): string {
  const words = relations.flatMap(({ code, words }) => {
    const count = features.filter(({ relation }) => relation === code).length
    return count === 0 ? [] : [`${count} ${words}`]
  })
  return `Features compared: ${words.join(', ')}`
}

const relationWords = (relation: Features[number]['relation']): string => {
  const found = relations.find(({ code }) => code === relation)
  return found === undefined ? relation : `${found.sign} ${found.words}`
}
