import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { Link, useParams } from 'react-router'
import type { KeptFindingDetail } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { FindingActs } from './finding-acts.tsx'
import { seenWords, stateWords, stepDetails, stepWords } from './finding-words.ts'
import { OversightNav } from './oversight-nav.tsx'
import { findingQuery } from './oversight-queries.ts'
import './oversight.css'

/** One finding: what was seen, by which rule it is judged, what was done since, and what is next. */
export function FindingPage() {
  const { id = '' } = useParams()
  const finding = useQuery(findingQuery(id))
  return (
    <>
      <OversightNav />
      <Shown query={finding} what="the finding" rows={10}>
        {(found) => (
          <>
            <PageHeading title={`${found.person}: ${found.service}`}>
              {found.uses} estimated {found.uses === 1 ? 'use' : 'uses'}, {seenWords(found)}.{' '}
              {stateWords(found.state)}.
            </PageHeading>
            <Facts finding={found} />
            <Cases finding={found} />
            <FindingActs finding={found} />
            <Steps finding={found} />
            <Lines finding={found} />
            <p>
              <Link to="/oversight/findings">All findings</Link>
            </p>
          </>
        )}
      </Shown>
    </>
  )
}

function Facts({ finding }: { finding: KeptFindingDetail }) {
  const facts = [
    ['By the rule of its day', finding.judgement],
    ['Misconduct', finding.misconduct ? 'A case was opened' : 'No case was opened'],
    ['Policy for searches in force then', finding.policyThen],
    ['Most that was seen', `${finding.confidence} (${finding.rule})`],
    ['Sessions, images sent', `${finding.sessions}, ${finding.uploads}`],
    ['Unit', finding.unit === '' ? 'not known' : finding.unit],
  ]
  return (
    <dl className="cb-facts">
      {facts.map(([label, words]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}

function Cases({ finding }: { finding: KeptFindingDetail }) {
  if (finding.casesTouched.length === 0) return null
  return (
    <section className="cb-panel" aria-labelledby="cases-title">
      <h2 id="cases-title">Cases it touches</h2>
      <ul>
        {finding.casesTouched.map((caseNumber) => {
          const known = finding.cases.find((one) => one.caseNumber === caseNumber)
          const settled = !finding.unsettledCases.includes(caseNumber)
          return (
            <li key={caseNumber}>
              <strong>{caseNumber}</strong>
              {known === undefined
                ? ', as the person says'
                : `, ${known.uses} ${known.uses === 1 ? 'use' : 'uses'} within its days${known.arrest ? '; it led to an arrest' : ''}`}
              . {settled ? 'Settled.' : 'To settle: was it disclosed, and what other evidence was there?'}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Steps({ finding }: { finding: KeptFindingDetail }) {
  return (
    <section aria-labelledby="steps-title">
      <h2 id="steps-title">What was done</h2>
      <ol className="cb-steps-done">
        <li>
          <p>
            <strong>Found</strong>, <When at={finding.foundAt} />
          </p>
        </li>
        {finding.steps.map((step) => (
          <li key={step.logIndex}>
            <p>
              <strong>{stepWords(step.step)}</strong>, {step.by}, <When at={step.at} />, entry {step.logIndex}{' '}
              of the log
            </p>
            <dl className="cb-facts">
              {stepDetails(step.content).map(({ label, words }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Lines({ finding }: { finding: KeptFindingDetail }) {
  return (
    <section aria-labelledby="lines-title">
      <h2 id="lines-title">Lines it rests on</h2>
      <Table fullWidth bordered={false} stackedStyle="default" className="cb-table cb-lines">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What was seen</th>
            <th scope="col">Rule</th>
            <th scope="col">File and line</th>
            <th scope="col">SHA-256 of the line</th>
          </tr>
        </thead>
        <tbody>
          {finding.evidence.map((one) => (
            <tr key={`${one.file} ${one.line}`}>
              <th scope="row" data-label="When">
                {one.seenAt === undefined ? 'undated' : <When at={one.seenAt} />}
              </th>
              <td data-label="What was seen">{one.confidence}</td>
              <td data-label="Rule" className="cb-rule">
                {one.rule}
              </td>
              <td data-label="File and line">
                {one.file}, line {one.line}
              </td>
              <td data-label="SHA-256 of the line">
                <code title={one.lineSha256}>{one.lineSha256.slice(0, 16)}…</code>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
