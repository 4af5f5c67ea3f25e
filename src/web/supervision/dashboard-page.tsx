import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Dashboard } from '../parts/api.ts'
import { SelectField } from '../parts/fields.tsx'
import { PageHeading } from '../parts/page.tsx'
import { dashboardQuery } from '../parts/queries.ts'
import { Empty, Shown } from '../parts/states.tsx'
import { PlantedSummary } from '../planted/planted-summary.tsx'
import { BarsWithTable } from './bars-with-table.tsx'
import { hoursWords, sliceOf, standWords } from './dashboard-words.ts'
import { SearchList } from './search-list.tsx'
import { SupervisionNav } from './supervision-nav.tsx'
import './dashboard.css'

const periods = [
  { code: '4', title: 'The last 4 weeks' },
  { code: '12', title: 'The last 12 weeks' },
  { code: '52', title: 'The last 52 weeks' },
]

/** The figures of the agency’s searches, each of which opens the searches it counts. */
export function DashboardPage() {
  const [weeks, setWeeks] = useState('12')
  const query = useQuery(dashboardQuery(Number(weeks || '12')))
  return (
    <>
      <SupervisionNav />
      <PageHeading title="Dashboard">
        Searches of your agency: how many, how long they took, and what they came to. A search counts in the
        week in which it was made. Choose a figure to see the entries of the log behind it.
      </PageHeading>
      <div className="cb-narrow-form">
        <SelectField id="period" label="Period" value={weeks} onChange={setWeeks} choices={periods} />
      </div>
      <Shown query={query} what="the figures" rows={12}>
        {(found) =>
          found.searches.length === 0 ? (
            <Empty title="Nothing was searched in this period">
              <p>Choose a longer one, or wait for the first search.</p>
            </Empty>
          ) : (
            <Figures found={found} />
          )
        }
      </Shown>
    </>
  )
}

function Figures({ found }: { found: Dashboard }) {
  const [slice, setSlice] = useState('all')
  const { figures, searches } = found
  const { turnaround } = figures
  const chosen = searches.filter(sliceOf(slice))
  const choose = (one: string) => {
    setSlice(one)
    document.getElementById('dashboard-searches')?.scrollIntoView({ block: 'start' })
  }
  return (
    <>
      <ul className="cb-cards">
        <Card title="Searches" value={String(searches.length)} onChoose={() => choose('all')} />
        <Card
          title="Turnaround, half within"
          value={turnaround ? hoursWords(turnaround.medianHours) : '–'}
          more={
            turnaround ? `nine in ten within ${hoursWords(turnaround.p90Hours)}` : 'nothing concluded yet'
          }
          onChoose={() => choose('concluded')}
        />
        <Card
          title="Open examinations"
          value={String(searches.filter(sliceOf('waiting')).length)}
          more="not examined to the end"
          onChoose={() => choose('waiting')}
        />
        <Card
          title="Disagreements"
          value={`${figures.disagreements} of ${figures.examinedTwice}`}
          more="that two examiners concluded about"
          onChoose={() => choose('disagreed')}
        />
        <Card
          title="Outcomes overdue"
          value={String(figures.overdueOutcomes)}
          onChoose={() => choose('overdue')}
        />
      </ul>
      <Charts figures={figures} choose={choose} />
      <PlantedSummary />
      <SearchList searches={chosen} slice={slice} onAll={() => setSlice('all')} />
    </>
  )
}

type ChartsProps = { figures: Dashboard['figures']; choose: (slice: string) => void }

/** Volumes, stands and turnaround as bars, each with its table. */
function Charts({ figures, choose }: ChartsProps) {
  return (
    <div className="cb-charts">
      <BarsWithTable
        title="Searches by week"
        heading="Week"
        rows={figures.weeks.map((one) => ({ code: one.week, words: one.week, count: one.searches }))}
        onChoose={(week) => choose(`week ${week}`)}
      />
      <BarsWithTable
        title="Where they stand"
        heading="Stand"
        rows={figures.stands.map((one) => ({
          ...{ code: one.stand, words: standWords[one.stand], count: one.searches },
        }))}
        onChoose={(stand) => choose(`stand ${stand}`)}
      />
      <BarsWithTable
        title="Time until concluded, half within"
        heading="Week"
        rows={figures.weeks.flatMap(({ week, turnaround: own }) =>
          own === undefined
            ? []
            : {
                ...{ code: week, words: week, count: own.medianHours, label: hoursWords(own.medianHours) },
                more: `nine in ten within ${hoursWords(own.p90Hours)}`,
              },
        )}
        onChoose={(week) => choose(`week ${week}`)}
      />
    </div>
  )
}

type CardProps = { title: string; value: string; more?: string; onChoose: () => void }

function Card({ title, value, more, onChoose }: CardProps) {
  return (
    <li className="cb-card">
      <button type="button" onClick={onChoose}>
        <span className="cb-card-title">{title}</span>
        <span className="cb-card-value cb-figure">{value}</span>
        {more === undefined ? null : <span className="cb-card-more">{more}</span>}
      </button>
    </li>
  )
}
