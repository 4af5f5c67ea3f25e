import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import type { ServiceRegister } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Shown } from '../parts/states.tsx'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'
import { ContractForm } from './contract-form.tsx'
import { OversightNav } from './oversight-nav.tsx'
import { servicesQuery } from './oversight-queries.ts'
import './oversight.css'

/** The outside services that are known, and what the agency has with each today. */
export function ServicesPage() {
  const register = useQuery(servicesQuery)
  const mayRecord = whyNot(useSession(), 'policy') === undefined
  return (
    <>
      <OversightNav />
      <PageHeading title="Outside services">
        Every face-search service that is known from public sources. All are forbidden but those with a
        contract in force; one that ends closes by itself.
      </PageHeading>
      <Shown query={register} what="the services" rows={12}>
        {(found) => (
          <>
            <Open services={found.services} />
            {mayRecord ? <ContractForm services={found.services} /> : null}
            <ServiceTable services={found.services} />
            <p>
              Register {found.version}. “Not confirmed” is what no source that we read confirms. A page for
              the public:{' '}
              <code>casebound oversight register --data ./data --page outside-face-search.html</code>
            </p>
          </>
        )}
      </Shown>
    </>
  )
}

type Services = ServiceRegister['services']

function Open({ services }: { services: Services }) {
  const open = services.filter(({ allowed }) => allowed)
  return (
    <p role="status">
      {open.length === 0
        ? `No contract is in force: all ${services.length} services are forbidden.`
        : `Open under a contract: ${open.map(({ name, words }) => `${name} (${words})`).join('; ')}.`}
    </p>
  )
}

/** Those with which the agency has something on record first. */
function ServiceTable({ services }: { services: Services }) {
  const rank = ({ words }: Services[number]) => (words === 'forbidden: the agency has no contract' ? 1 : 0)
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <caption className="usa-sr-only">Services, and what the agency has with each</caption>
      <thead>
        <tr>
          <th scope="col">Service</th>
          <th scope="col">Kind</th>
          <th scope="col">With the agency</th>
          <th scope="col">Where it is found</th>
        </tr>
      </thead>
      <tbody>
        {services
          .toSorted((a, b) => rank(a) - rank(b))
          .map(({ id, name, kind, unsure, words, domains }) => (
            <tr key={id}>
              <th scope="row" data-label="Service">
                {name}
                {unsure ? ' (not confirmed)' : ''}
              </th>
              <td data-label="Kind">{kind.replaceAll('-', ' ')}</td>
              <td data-label="With the agency">{words}</td>
              <td data-label="Where it is found">{domains.join(', ') || 'no address is known'}</td>
            </tr>
          ))}
      </tbody>
    </Table>
  )
}
