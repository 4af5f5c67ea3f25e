import { useQuery } from '@tanstack/react-query'
import type { CaseRate, Planting } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { plantingQuery } from '../parts/queries.ts'
import { Empty, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { SupervisionNav } from '../supervision/supervision-nav.tsx'
import { CaseTable } from './case-table.tsx'
import { casesWords, settingWords } from './planted-words.ts'
import { PlantingForm } from './planting-form.tsx'
import { PublishTotals } from './publish-totals.tsx'
import { RateTable } from './rate-table.tsx'

/** How many faces and cases of nobody are planted, and what examiners said of them. */
export function PlantedPage() {
  const planting = useQuery(plantingQuery)
  return (
    <>
      <SupervisionNav />
      <PageHeading title="Planted faces">
        Where an agency wants it, synthetic faces of nobody stand unmarked in every list, and whole cases of
        nobody in the queue. What is true of them is known, so each examiner has measured error rates: how
        often he supports a stranger, and how often he misses the right person.
      </PageHeading>
      <Shown query={planting} what="the error rates">
        {(found) => <Found found={found} />}
      </Shown>
    </>
  )
}

function Found({ found }: { found: Planting }) {
  const { setting, own, examiners, totals, ownCases, totalCases } = found
  const fewest = found.fewestAnswers
  const noFace = (totals?.answers ?? 0) === 0 && (own?.answers ?? 0) === 0
  const noCase = ended(totalCases) === 0 && ended(ownCases) === 0
  return (
    <>
      <section>
        <h2>
          {settingWords(setting.faces)}; {casesWords(setting.cases)}
        </h2>
        <p>
          {setting.since === undefined ? (
            'It was never set; nothing is planted unless a supervisor or the programme manager sets it.'
          ) : (
            <>
              Set <When at={setting.since} />
              {setting.logIndex === undefined ? '' : `, entry ${setting.logIndex} of the log`}: “
              {setting.words}”
            </>
          )}
        </p>
      </section>
      {found.fault === undefined ? null : (
        <p className="cb-prose">The last case could not be planted: {found.fault}</p>
      )}
      {noFace && noCase ? (
        <Empty title="Nothing planted was answered yet">
          <p>
            {setting.faces === 0 && setting.cases === 0
              ? 'Once faces or cases are planted, each that is sealed adds to the figures here.'
              : 'Each list that is sealed from now on adds to the figures here.'}
          </p>
        </Empty>
      ) : null}
      {noFace ? null : <RateTable {...{ own, examiners, totals, fewest }} />}
      {noCase ? null : <CaseTable {...{ own: ownCases, examiners, totals: totalCases, fewest }} />}
      {found.maySet ? (
        <>
          <PlantingForm setting={setting} />
          <PublishTotals found={found} />
        </>
      ) : null}
    </>
  )
}

const ended = (rate: CaseRate | undefined): number => (rate?.cases ?? 0) + (rate?.unfit ?? 0)
