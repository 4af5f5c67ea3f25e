import { Table } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import type { SealedAnalysis, SealedExamination } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { PlantedAmong } from '../planted/planted-among.tsx'
import { PlantedCaseTold } from '../planted/planted-case-told.tsx'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'

/** What was behind the letters, shown only now that it can no longer steer the conclusion. */
export function SealedPage({ sealed }: { sealed: SealedExamination }) {
  return (
    <>
      <PageHeading title="Sealed">Your conclusion is entry {sealed.logIndex} of the log.</PageHeading>
      {sealed.plantedCase === undefined ? (
        <WhatFollows sealed={sealed} />
      ) : (
        <PlantedCaseTold told={sealed.plantedCase} />
      )}
      <section className="cb-prose">
        <h2 className="cb-small-heading">What a similarity means, and what it does not</h2>
        <p>
          It is the number by which the machine put the photographs in order. A higher one means that the
          machine found two pictures more alike than others in this gallery. It is not a probability that two
          pictures show the same person: in a large gallery somebody always comes first, also when the person
          is not in it.
        </p>
      </section>
      <Order revealed={sealed.revealed} />
      <PlantedAmong planted={sealed.planted} />
      <p className="cb-actions">
        <Link className="usa-button" to="/examine">
          Back to the queue
        </Link>
      </p>
    </>
  )
}

/** Who examines after him, or what came of both. */
function WhatFollows({ sealed }: { sealed: SealedExamination }) {
  const mayReadLeads = whyNot(useSession(), 'lead') === undefined
  return (
    <p>
      {sealed.concluded
        ? 'Both examiners have now concluded. The search is closed, and what follows from both has been recorded.'
        : sealed.position === 1
          ? 'A second examiner now compares the same pictures without knowing what you concluded.'
          : 'Both examiners have now sealed. What follows from both is not decided yet; there is nothing for you to do.'}{' '}
      {sealed.leadId !== undefined && mayReadLeads ? (
        <Link to={`/leads/${sealed.leadId}`}>Read what came of it.</Link>
      ) : null}
    </p>
  )
}

/** The end of an examination whose probe was found unfit: nobody was shown, and nothing is revealed. */
export function EndedPage({ sealed }: { sealed: SealedAnalysis }) {
  return (
    <>
      <PageHeading title="Sealed">Your analysis is entry {sealed.logIndex} of the log.</PageHeading>
      <p>
        You found the probe unfit for comparison, so your examination ends here and you were shown no
        candidate. {sealed.plantedCase === undefined ? whoIsNext(sealed) : null}
      </p>
      {sealed.plantedCase === undefined ? null : <PlantedCaseTold told={sealed.plantedCase} />}
      <p className="cb-actions">
        <Link className="usa-button" to="/examine">
          Back to the queue
        </Link>
      </p>
    </>
  )
}

const whoIsNext = ({ concluded }: SealedAnalysis): string =>
  concluded
    ? 'Both examiners have now sealed. The search is closed.'
    : 'A second examiner judges the probe without knowing what you found.'

function Order({ revealed }: { revealed: SealedExamination['revealed'] }) {
  return (
    <Table bordered={false} caption="The order that the letters hid" className="cb-table">
      <thead>
        <tr>
          <th scope="col" className="cb-right">
            Rank
          </th>
          <th scope="col">Letter</th>
          <th scope="col" className="cb-right">
            Similarity
          </th>
        </tr>
      </thead>
      <tbody>
        {[...revealed]
          .sort((one, other) => one.rank - other.rank)
          .map((row) => (
            <tr key={row.letter}>
              <td className="cb-right cb-figure">{row.rank}</td>
              <th scope="row">{row.letter}</th>
              <td className="cb-right cb-figure">{row.similarity.toFixed(4)}</td>
            </tr>
          ))}
      </tbody>
    </Table>
  )
}
