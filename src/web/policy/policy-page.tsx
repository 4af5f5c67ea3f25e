import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import type { Policy } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { policyQuery } from '../parts/queries.ts'
import { Shown } from '../parts/states.tsx'
import { AcceptNotice } from './accept-notice.tsx'
import { confidenceWords } from './confidence-words.ts'
import { PolicyNav } from './policy-nav.tsx'

/** The pack in force: every rule in a sentence, who imposes it, where, and how sure that is. */
export function PolicyPage() {
  const policy = useQuery(policyQuery)
  return (
    <>
      <PolicyNav />
      <PageHeading title="Policy">The rules that decide on every search, with their sources.</PageHeading>
      <AcceptNotice />
      <Shown query={policy} what="the policy" rows={10}>
        {(found) => <Pack policy={found} />}
      </Shown>
    </>
  )
}

function Pack({ policy }: { policy: Policy }) {
  return (
    <>
      <section>
        <h2>{policy.title}</h2>
        <dl className="cb-figures">
          <Figure name="Pack" value={`${policy.packId} ${policy.packVersion}`} />
          <Figure name="Jurisdiction" value={policy.jurisdiction} />
          <Figure name="In force" value={`${policy.validFrom} to ${policy.validTo ?? 'further notice'}`} />
          <Figure name="Candidates" value={`${policy.candidatesDefault}, at most ${policy.candidatesMax}`} />
          <Figure name="Examiners" value={String(policy.reviewersRequired)} />
        </dl>
        <p className="cb-root">
          SHA-256 of the pack <code>{policy.packSha256}</code>
        </p>
      </section>
      <Rules rules={policy.rules} />
      {policy.unknown.length === 0 ? null : (
        <section className="cb-prose">
          <h2>Not known</h2>
          <p>No source gives these. Nothing was invented in their place.</p>
          <ul className="cb-list">
            {policy.unknown.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </section>
      )}
      <div className="cb-lists">
        <Codes title="Offences" list={policy.crimes} />
        <Codes title="Purposes" list={policy.purposes} />
        <Codes title="Kinds of image" list={policy.probeSources} />
      </div>
    </>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Rules({ rules }: { rules: Policy['rules'] }) {
  return (
    <section>
      <h2>Rules</h2>
      <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">In a sentence</th>
            <th scope="col">Imposed by</th>
            <th scope="col">Section</th>
            <th scope="col">Confidence</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.id} id={rule.id}>
              <th scope="row" data-label="Rule">
                <code>{rule.id}</code>
              </th>
              <td data-label="In a sentence">{rule.sentence}</td>
              <td data-label="Imposed by">{rule.imposedBy}</td>
              <td data-label="Section">{rule.section}</td>
              <td data-label="Confidence">{confidenceWords(rule.confidence)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}

function Codes({ title, list }: { title: string; list: Policy['crimes'] }) {
  return (
    <section>
      <h2 className="cb-small-heading">{title}</h2>
      <ul className="cb-list">
        {list.map(({ code, title: words }) => (
          <li key={code}>{words}</li>
        ))}
      </ul>
    </section>
  )
}
