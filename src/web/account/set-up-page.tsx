import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Navigate, useNavigate } from 'react-router'
import { PageHeading } from '../parts/page.tsx'
import { accountQuery, sessionQuery } from '../parts/queries.ts'
import { Shown } from '../parts/states.tsx'
import { useSession } from '../shell/guards.tsx'
import { startOf } from '../shell/menu-items.ts'
import { AddPasskey } from './passkeys.tsx'
import { PasswordSetUp } from './password-set-up.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

/** The first page of a new person: two factors, before anything else opens. */
export function SetUpPage() {
  const session = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  const account = useQuery(accountQuery)
  const [codes, setCodes] = useState<readonly string[]>()
  const goOn = async () => {
    await client.invalidateQueries({ queryKey: accountQuery.queryKey })
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey })
    navigate('/', { replace: true })
  }
  if (codes !== undefined) {
    return (
      <div className="cb-narrow">
        <PageHeading title="Almost done" />
        <RecoveryCodes codes={codes} onKept={() => void goOn()} />
      </div>
    )
  }
  if (session.via !== 'enrolment-link') return <Navigate to={startOf(session)} replace />
  return (
    <div className="cb-narrow">
      <PageHeading title={`Welcome, ${session.user.name}`}>
        Your login is <strong>{session.user.login}</strong>. Choose how you will sign in; until then nothing
        else opens. The link you came by is used up.
      </PageHeading>
      <Shown query={account} what="how you can sign in">
        {(own) => (
          <>
            <h2>With a passkey</h2>
            <p>
              Your finger, face or PIN on this device, or on a security key. The quickest, and it cannot be
              phished.
            </p>
            <AddPasskey here={own.passkeysHere} onAdded={() => void goOn()} />
            <h2>Or with a password and your phone</h2>
            <PasswordSetUp onSet={setCodes} />
          </>
        )}
      </Shown>
    </div>
  )
}
