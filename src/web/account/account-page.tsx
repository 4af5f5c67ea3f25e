import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Table } from '@trussworks/react-uswds'
import { useState } from 'react'
import { type Account, api, take } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { accountQuery } from '../parts/queries.ts'
import { Failed, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { useSession } from '../shell/guards.tsx'
import { eventWords } from './event-words.ts'
import { AddPasskey, PasskeyList } from './passkeys.tsx'
import { PasswordSetUp } from './password-set-up.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { StaffPortrait } from './staff-portrait.tsx'

/** How the person who looks signs in, until when, and what happened to the account. */
export function AccountPage() {
  const session = useSession()
  const account = useQuery(accountQuery)
  return (
    <>
      <PageHeading title="Your account" />
      <Shown query={account} what="your account" rows={10}>
        {(own) => (
          <>
            <dl className="cb-pairs">
              <dt>Name</dt>
              <dd>{session.user.name}</dd>
              <dt>Login</dt>
              <dd>{session.user.login}</dd>
              <dt>Roles</dt>
              <dd>{session.user.roles.join(', ') || 'none'}</dd>
              <dt>This session ends</dt>
              <dd>
                <When at={session.expiresAt} />, or when you sign in elsewhere
              </dd>
              <dt>It locks</dt>
              <dd>after {session.idleMinutes} minutes in which you do nothing</dd>
              {session.agency.demonstration ? null : (
                <>
                  <dt>Re-validation due</dt>
                  <dd>
                    <When at={own.revalidationDue} />
                  </dd>
                </>
              )}
            </dl>
            {session.agency.demonstration ? (
              <p>In this demonstration people sign in by links alone, so there are no factors to set.</p>
            ) : (
              <Factors account={own} />
            )}
            <StaffPortrait />
            <h2>What happened to your account</h2>
            <Events account={own} />
          </>
        )}
      </Shown>
    </>
  )
}

function Factors({ account }: { account: Account }) {
  const client = useQueryClient()
  const [adding, setAdding] = useState(false)
  const again = () => {
    setAdding(false)
    void client.invalidateQueries({ queryKey: accountQuery.queryKey })
  }
  return (
    <>
      <h2>Passkeys</h2>
      <PasskeyList account={account} />
      {adding ? (
        <AddPasskey here={account.passkeysHere} onAdded={again} />
      ) : (
        <Button type="button" outline className="margin-top-1" onClick={() => setAdding(true)}>
          Add a passkey…
        </Button>
      )}
      <h2>Password and authenticator</h2>
      <PasswordPart account={account} onChanged={again} />
      {account.sso.length === 0 ? null : (
        <>
          <h2>Single sign-on</h2>
          <p>Linked with {account.sso.join(', ')}.</p>
        </>
      )}
    </>
  )
}

function PasswordPart({ account, onChanged }: { account: Account; onChanged: () => void }) {
  const [changing, setChanging] = useState(false)
  const [codes, setCodes] = useState<readonly string[]>()
  const renew = useMutation({
    mutationFn: () => take(api.POST('/api/account/recovery-codes')),
    onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes),
  })
  const done = () => {
    setCodes(undefined)
    setChanging(false)
    onChanged()
  }
  if (codes !== undefined) return <RecoveryCodes codes={codes} onKept={done} />
  if (changing) return <PasswordSetUp onSet={setCodes} />
  const since = account.passwordAndCodeSince
  return (
    <>
      <p>
        {since === undefined ? (
          'Not set.'
        ) : (
          <>
            Set <When at={since} />. {account.recoveryCodesLeft} recovery codes left.
          </>
        )}
      </p>
      {renew.isError ? <Failed doing="make recovery codes" thrown={renew.error} /> : null}
      <p className="cb-actions">
        <Button type="button" outline onClick={() => setChanging(true)}>
          {since === undefined ? 'Set a password and an authenticator…' : 'Change both…'}
        </Button>
        {since === undefined ? null : (
          <Button type="button" unstyled onClick={() => renew.mutate()}>
            New recovery codes
          </Button>
        )}
      </p>
    </>
  )
}

function Events({ account }: { account: Account }) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <thead>
        <tr>
          <th scope="col">When (UTC)</th>
          <th scope="col">What</th>
          <th scope="col">By</th>
          <th scope="col">Detail</th>
        </tr>
      </thead>
      <tbody>
        {account.events.map(({ at, event, actor, detail }) => (
          <tr key={`${at} ${event} ${detail}`}>
            <td data-label="When (UTC)">
              <When at={at} />
            </td>
            <td data-label="What">{eventWords(event)}</td>
            <td data-label="By">{actor ?? 'you, or the console'}</td>
            <td data-label="Detail">{detail}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
