import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import { api, type Session, take } from '../parts/api.ts'
import { answerPresence, onPresenceAsked, presenceAsked } from '../parts/presence.ts'
import { accountQuery, sessionQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import { confirmWithPasskey } from './passkey-calls.ts'
import { type PasswordAndCode, PasswordFields } from './password-fields.tsx'
import { useIdleLock } from './use-idle-lock.ts'

/**
 * Asks the person to prove to be there: over a locked session, and before something is revealed. The page below stays as it is, so
 * nothing typed is lost; while locked it is covered whole.
 */
export function PresenceDialog({ session }: { session: Session }) {
  const asked = useSyncExternalStore(onPresenceAsked, presenceAsked)
  useIdleLock(session)
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  const open = asked !== undefined
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  const locked = asked === 'locked'
  return (
    <dialog
      ref={dialog}
      className="cb-dialog cb-presence"
      data-locked={locked}
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault()
        if (!locked) answerPresence(false)
      }}
    >
      <h2 id={title}>{locked ? 'This session is locked' : 'Confirm that it is you'}</h2>
      <p>
        {locked
          ? `Nothing was done here for ${session.idleMinutes} minutes. What you typed is kept.`
          : 'Before this goes on, prove once more that you are there.'}
      </p>
      {open ? <Proof session={session} locked={locked} /> : null}
    </dialog>
  )
}

function Proof({ session, locked }: { session: Session; locked: boolean }) {
  const client = useQueryClient()
  const prove = useMutation({
    mutationFn: (way: () => Promise<Session>) => way(),
    onSuccess: (now) => {
      client.setQueryData(sessionQuery.queryKey, now)
      answerPresence(true)
    },
  })
  const verb = locked ? 'Unlock' : 'Confirm'
  return (
    <>
      {prove.isError ? <Failed doing="confirm" thrown={prove.error} /> : null}
      {session.via === 'demonstration-link' ? (
        <>
          <p>This is a demonstration: its people have no factors, and a press of the button is enough.</p>
          <Button
            type="button"
            onClick={() =>
              prove.mutate(() => take(api.POST('/api/session/confirm', { body: { demonstration: true } })))
            }
          >
            {verb} (demonstration)
          </Button>
        </>
      ) : (
        <Factors verb={verb} onProve={(way) => prove.mutate(way)} locked={locked} />
      )}
      {locked ? <SignOut /> : <Cancel />}
    </>
  )
}

function Factors(props: { verb: string; locked: boolean; onProve: (way: () => Promise<Session>) => void }) {
  const { verb, locked, onProve } = props
  const [given, setGiven] = useState<PasswordAndCode>({ password: '', code: '' })
  // A locked session is not told its own account; then both ways are offered.
  const account = useQuery({ ...accountQuery, enabled: !locked })
  const passkey = locked || (account.data?.passkeys.length ?? 0) > 0
  const send = (event: FormEvent) => {
    event.preventDefault()
    onProve(() => take(api.POST('/api/session/confirm', { body: given })))
  }
  return (
    <>
      {passkey ? (
        <Button type="button" onClick={() => onProve(confirmWithPasskey)}>
          {verb} with a passkey
        </Button>
      ) : null}
      <form onSubmit={send} noValidate>
        <PasswordFields prefix="presence-" given={given} onChange={setGiven} />
        <Button type="submit" outline={passkey} className="margin-top-2">
          {verb} with password and code
        </Button>
      </form>
    </>
  )
}

function Cancel() {
  return (
    <p className="cb-actions">
      <Button type="button" unstyled onClick={() => answerPresence(false)}>
        Not now
      </Button>
    </p>
  )
}

function SignOut() {
  const client = useQueryClient()
  const out = async () => {
    await api.DELETE('/api/session')
    answerPresence(false)
    client.setQueryData(sessionQuery.queryKey, null)
  }
  return (
    <p className="cb-actions">
      <Button type="button" unstyled onClick={() => void out()}>
        Sign out instead; what you typed is lost
      </Button>
    </p>
  )
}
