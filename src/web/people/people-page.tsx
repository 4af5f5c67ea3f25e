import { useQuery } from '@tanstack/react-query'
import { Button, Table } from '@trussworks/react-uswds'
import { useState } from 'react'
import type { Person } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { peopleQuery } from '../parts/queries.ts'
import { Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { AddPerson } from './add-person.tsx'
import { ImportPeople } from './import-people.tsx'
import { OneTimeLink, type OneTimeLinkOf } from './one-time-link.tsx'
import { PersonPanel } from './person-panel.tsx'
import { standingWords } from './standing-words.ts'

/** The accounts of the agency: who is who, what each may be, and whether the account is still needed. */
export function PeoplePage() {
  const people = useQuery(peopleQuery)
  const [open, setOpen] = useState<string>()
  const [adding, setAdding] = useState<'one' | 'list'>()
  const [link, setLink] = useState<OneTimeLinkOf>()
  return (
    <>
      <PageHeading title="People">
        Accounts of the agency. You give them out; you do not search, and you do not change your own.
      </PageHeading>
      {link === undefined ? null : <OneTimeLink link={link} onDone={() => setLink(undefined)} />}
      <Shown query={people} what="the people" rows={10}>
        {({ people: all, roles, barredPairs }) => (
          <>
            {adding === 'one' ? (
              <AddPerson {...{ roles, barredPairs, onLink: setLink }} onClose={() => setAdding(undefined)} />
            ) : null}
            {adding === 'list' ? <ImportPeople onClose={() => setAdding(undefined)} /> : null}
            {adding === undefined ? (
              <p className="cb-actions">
                <Button type="button" onClick={() => setAdding('one')}>
                  Add a person
                </Button>
                <Button type="button" outline onClick={() => setAdding('list')}>
                  Add people from a list
                </Button>
              </p>
            ) : null}
            {all
              .filter(({ id }) => id === open)
              .map((person) => (
                <PersonPanel key={person.id} {...{ person, roles, barredPairs, onLink: setLink }} />
              ))}
            <PeopleTable people={all} open={open} onOpen={(id) => setOpen(open === id ? undefined : id)} />
          </>
        )}
      </Shown>
    </>
  )
}

type TableProps = {
  readonly people: readonly Person[]
  readonly open: string | undefined
  readonly onOpen: (id: string) => void
}

function PeopleTable({ people, open, onOpen }: TableProps) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">Roles</th>
          <th scope="col">Signs in with</th>
          <th scope="col">Account</th>
          <th scope="col">Last active (UTC)</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id}>
            <th scope="row" data-label="Person">
              {person.name}{' '}
              <span className="usa-hint">{[person.login, person.unit].filter(Boolean).join(', ')}</span>
            </th>
            <td data-label="Roles">{person.roles.join(', ') || 'none'}</td>
            <td data-label="Signs in with">{person.factors.join(', ') || 'nothing yet'}</td>
            <td data-label="Account">{standingWords(person)}</td>
            <td data-label="Last active (UTC)">
              <When at={person.activeAt} />
            </td>
            <td data-label="Change">
              {person.you ? (
                'your own'
              ) : (
                <Button
                  type="button"
                  unstyled
                  aria-expanded={open === person.id}
                  onClick={() => onOpen(person.id)}
                >
                  {open === person.id ? 'Close panel' : 'Change…'}
                  <span className="usa-sr-only"> {person.login}</span>
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
