import { useQuery } from '@tanstack/react-query'
import type { Planting } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { plantingQuery } from '../parts/queries.ts'
import { Empty, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { SupervisionNav } from '../supervision/supervision-nav.tsx'
import { settingWords } from './planted-words.ts'
import { PlantingForm } from './planting-form.tsx'
import { PublishTotals } from './publish-totals.tsx'
import { RateTable } from './rate-table.tsx'

/** How many faces of nobody stand in each list, and what examiners said of them. */
export function PlantedPage() {
  const planting = useQuery(plantingQuery)
  return (
    <>
      <SupervisionNav />
      <PageHeading title="Planted faces">
        Where an agency wants it, synthetic faces of nobody stand unmarked in every list. None is the person
        sought, so whoever supports one has erred: each examiner has a measured error rate.
      </PageHeading>
      <Shown query={planting} what="the error rates">
        {(found) => <Found found={found} />}
      </Shown>
    </>
  )
}

function Found({ found }: { found: Planting }) {
  const { setting, own, examiners, totals } = found
  const nobody = (totals?.answers ?? 0) === 0 && (own?.answers ?? 0) === 0
  return (
    <>
      <section>
        <h2>{settingWords(setting.faces)}</h2>
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
      {nobody ? (
        <Empty title="No planted face was answered yet">
          <p>
            {setting.faces === 0
              ? 'Once faces are planted, each sealed list adds to the figures here.'
              : 'Each list that is sealed from now on adds to the figures here.'}
          </p>
        </Empty>
      ) : (
        <RateTable {...{ own, examiners, totals, fewest: found.fewestAnswers }} />
      )}
      {found.maySet ? (
        <>
          <PlantingForm setting={setting} />
          <PublishTotals found={found} />
        </>
      ) : null}
    </>
  )
}
