import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Table } from '@trussworks/react-uswds'
import { useState } from 'react'
import { api, type ImportLines, take } from '../parts/api.ts'
import { LongTextField, TextField } from '../parts/fields.tsx'
import { peopleQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'

const longest = 60_000

/** A list of people: read first, line by line, and added only when no line has a fault. */
export function ImportPeople({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const [csv, setCsv] = useState('login,name,roles\n')
  const [reason, setReason] = useState('')
  const send = useMutation({
    mutationFn: (apply: boolean) => take(api.POST('/api/people/import', { body: { csv, reason, apply } })),
    onSuccess: () => client.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  })
  const lines = send.data?.lines ?? []
  const added = lines.some(({ token }) => token !== undefined)
  const why = whyNotYet(lines, reason)
  return (
    <section aria-labelledby="import-title">
      <h2 id="import-title">Add people from a list</h2>
      <div className="cb-narrow">
        <LongTextField
          {...{ id: 'import-csv', label: 'CSV', value: csv, onChange: setCsv, maxLength: longest }}
          hint="One person a line, below the line login,name,roles; several roles stand apart by blanks"
        />
        <TextField id="import-reason" label="Why; it stays on record" value={reason} onChange={setReason} />
      </div>
      {send.isError ? (
        <Failed doing="read the list" thrown={send.error} kept="The list is still here." />
      ) : null}
      {lines.length === 0 ? null : <Lines lines={lines} />}
      {added ? null : <p id="import-why">{why}</p>}
      <p className="cb-actions">
        <Button type="button" outline onClick={() => send.mutate(false)}>
          Read it first
        </Button>
        {added ? null : (
          <Button
            type="button"
            {...(why === '' ? {} : { 'aria-disabled': true, 'aria-describedby': 'import-why' })}
            onClick={() => {
              if (why === '') send.mutate(true)
            }}
          >
            Add {lines.length === 1 ? 'one person' : `${lines.length} people`}
          </Button>
        )}
        <Button type="button" unstyled onClick={onClose}>
          {added ? 'The links are handed over' : 'Add nobody'}
        </Button>
      </p>
    </section>
  )
}

function whyNotYet(lines: ImportLines['lines'], reason: string): string {
  const faults = lines.filter(({ fault }) => fault !== undefined).length
  if (lines.length === 0) return 'Read the list first; then you can add its people.'
  if (faults > 0) return `${faults} of ${lines.length} lines have a fault. Mend them and read the list again.`
  return reason.trim() === '' ? 'Say why first; then you can add them.' : ''
}

function Lines({ lines }: { lines: ImportLines['lines'] }) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <thead>
        <tr>
          <th scope="col">Line</th>
          <th scope="col">Login</th>
          <th scope="col">Name</th>
          <th scope="col">Roles</th>
          <th scope="col">What becomes of it</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ line, login, name, roles, fault, token }) => (
          <tr key={line}>
            <td data-label="Line" className="cb-figure">
              {line}
            </td>
            <th scope="row" data-label="Login">
              {login}
            </th>
            <td data-label="Name">{name}</td>
            <td data-label="Roles">{roles.join(', ')}</td>
            <td data-label="What becomes of it">
              {token === undefined ? (fault ?? 'will be added') : <OneLink token={token} />}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function OneLink({ token }: { token: string }) {
  return (
    <>
      Added. One-time link, shown only now:{' '}
      <code className="cb-seed">{`${window.location.origin}/sign-in#token=${token}`}</code>
    </>
  )
}
