import { useQuery } from '@tanstack/react-query'
import { Button, Table } from '@trussworks/react-uswds'
import { useEffect, useState } from 'react'
import { Link, useLocation } from 'react-router'
import type { Alarm, Alarms } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Empty, Shown } from '../parts/states.tsx'
import { OversightNav } from './oversight-nav.tsx'
import { alarmsQuery } from './oversight-queries.ts'
import { SettleForm } from './settle-form.tsx'
import './oversight.css'

/** What the tripwires over the use of this system raised, and what each alarm turned out to be. */
export function AlarmsPage() {
  const alarms = useQuery(alarmsQuery)
  return (
    <>
      <OversightNav />
      <PageHeading title="Alarms">
        A wire says that something is worth a look; it accuses nobody. The person concerned is not told, and
        nobody sees an alarm about himself.
      </PageHeading>
      <Shown query={alarms} what="the alarms" rows={8}>
        {(found) => (found.alarms.length === 0 ? <NoAlarms /> : <AlarmList {...found} />)}
      </Shown>
    </>
  )
}

function NoAlarms() {
  return (
    <Empty title="No wire was tripped">
      <p>
        Each search, each list that is opened and each conclusion is held against the tripwires as it happens.
        Which wires are strung, and how, is on the page Tripwires.
      </p>
    </Empty>
  )
}

function AlarmList({ alarms, rates }: Alarms) {
  const { hash } = useLocation()
  useEffect(() => {
    if (hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView()
  }, [hash])
  const open = alarms.filter(({ settled }) => settled === undefined)
  return (
    <>
      <h2>
        To be settled{' '}
        <span className="cb-unit">
          {open.length} of {alarms.length}
        </span>
      </h2>
      {open.length === 0 ? <p>Every alarm is settled.</p> : null}
      {open.map((alarm) => (
        <OpenAlarm key={alarm.id} alarm={alarm} />
      ))}
      <h2>How often each wire was wrong</h2>
      <RateTable rates={rates} />
      <h2>Settled</h2>
      <SettledTable alarms={alarms.filter(({ settled }) => settled !== undefined)} />
    </>
  )
}

const moment = (time: string) => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`

function OpenAlarm({ alarm }: { alarm: Alarm }) {
  const [settling, setSettling] = useState(false)
  const { id, title, words, person, caseNumber, raisedAt, logIndex } = alarm
  return (
    <section className="cb-panel" aria-labelledby={`alarm-${id}`}>
      <h3 id={`alarm-${id}`}>{title}</h3>
      <p>{words}</p>
      <dl className="cb-facts">
        <div>
          <dt>Person</dt>
          <dd>{person}</dd>
        </div>
        <div>
          <dt>Case</dt>
          <dd>{caseNumber ?? 'no single case'}</dd>
        </div>
        <div>
          <dt>Raised</dt>
          <dd>
            {moment(raisedAt)}, entry {logIndex}
          </dd>
        </div>
      </dl>
      <Button type="button" outline aria-expanded={settling} onClick={() => setSettling(!settling)}>
        Settle it
      </Button>
      {settling ? <SettleForm alarm={alarm} onDone={() => setSettling(false)} /> : null}
    </section>
  )
}

function RateTable({ rates }: { rates: Alarms['rates'] }) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <caption className="usa-sr-only">Alarms of each wire, and how many turned out to be nothing</caption>
      <thead>
        <tr>
          <th scope="col">Wire</th>
          <th scope="col">Raised</th>
          <th scope="col">Settled</th>
          <th scope="col">Nothing to it</th>
        </tr>
      </thead>
      <tbody>
        {rates.map(({ rule, title, raised, settled, falseAlarms }) => (
          <tr key={rule}>
            <th scope="row" data-label="Wire">
              {title}
            </th>
            <td data-label="Raised">{raised}</td>
            <td data-label="Settled">{settled}</td>
            <td data-label="Nothing to it">{falseAlarms}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function SettledTable({ alarms }: { alarms: readonly Alarm[] }) {
  if (alarms.length === 0) return <p>None yet.</p>
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <caption className="usa-sr-only">Settled alarms, the newest first</caption>
      <thead>
        <tr>
          <th scope="col">Wire</th>
          <th scope="col">Person</th>
          <th scope="col">Raised</th>
          <th scope="col">Found to be</th>
        </tr>
      </thead>
      <tbody>
        {alarms.map(({ id, title, person, raisedAt, settled, misuseCaseId }) => (
          <tr key={id} id={`alarm-${id}`}>
            <th scope="row" data-label="Wire">
              {title}
            </th>
            <td data-label="Person">{person}</td>
            <td data-label="Raised">{moment(raisedAt)}</td>
            <td data-label="Found to be">
              {settled?.title}: {settled?.words} ({settled?.by})
              {misuseCaseId === undefined ? null : (
                <>
                  {' '}
                  <Link to={`/oversight/misuse/${misuseCaseId}`}>Case of misuse</Link>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
