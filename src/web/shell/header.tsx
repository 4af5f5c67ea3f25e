import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { Link, useNavigate } from 'react-router'
import { api, type Session } from '../parts/api.ts'
import { practising } from '../parts/here.ts'
import { Trouble } from '../parts/trouble.ts'
import { Bell } from './bell.tsx'
import { changePerson } from './change-person.ts'
import { Menu } from './menu.tsx'

/** Agency, person, certificate and menu; above them, in a demonstration, that nobody shown here exists. */
export function Header({ session }: { session: Session | undefined }) {
  return (
    <header>
      <a className="usa-skipnav" href="#main">
        Skip to the page
      </a>
      {practising ? <PracticeBand /> : null}
      {session?.agency.demonstration === true && !practising ? (
        <p className="cb-demonstration">
          <strong>DEMONSTRATION</strong> <span>synthetic people, none of them exists</span>
        </p>
      ) : null}
      <div className="cb-header">
        <p className="cb-name">
          <Link to="/">Casebound</Link> <span>{session?.agency.name ?? 'public view'}</span>
        </p>
        {session === undefined ? <Link to="/sign-in">Sign in</Link> : <Person session={session} />}
      </div>
      <div className="cb-bar">
        <Menu session={session} />
        <Certificate session={session} />
      </div>
    </header>
  )
}

/** Above every page of the practice gallery. Leaving is a plain link: the real house is another app. */
function PracticeBand() {
  return (
    <p className="cb-demonstration">
      <strong>PRACTICE</strong>{' '}
      <span>synthetic people; nothing here is a case, and nothing reaches a real record.</span>{' '}
      <a href="/training">Leave practice</a>
    </p>
  )
}

function Person({ session }: { session: Session }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const signOut = useMutation({
    mutationFn: async () => {
      const { response, error } = await api.DELETE('/api/session')
      if (!response.ok && response.status !== 401) throw new Trouble(response.status, error)
    },
    onSuccess: () => {
      navigate('/sign-in', { state: { why: 'You are signed out.' } })
      changePerson(client, null)
    },
  })
  return (
    <p className="cb-person">
      <span>
        <Link to="/account">{session.user.name}</Link>{' '}
        <span className="cb-roles">{session.user.roles.join(', ')}</span>
      </span>
      {session.via === 'enrolment-link' ? null : <Bell />}
      <Button type="button" unstyled inverse onClick={() => signOut.mutate()}>
        {signOut.isError ? 'Sign out: try again' : 'Sign out'}
      </Button>
    </p>
  )
}

function Certificate({ session }: { session: Session | undefined }) {
  if (session === undefined) return null
  const { certificate } = session
  if (certificate === undefined) return <p className="cb-certificate">no training certificate</p>
  const words = certificate.inDate ? `${certificate.daysLeft} days left` : 'not in date'
  return (
    <p
      className="cb-certificate"
      data-low={!certificate.inDate || certificate.daysLeft < 30}
      title={`${certificate.course}, ${certificate.issuer}, ${certificate.validFrom} to ${certificate.validTo}`}
    >
      certificate: {words}
    </p>
  )
}
