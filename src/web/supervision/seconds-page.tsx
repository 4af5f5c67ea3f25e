import { useQuery } from '@tanstack/react-query'
import { PageHeading } from '../parts/page.tsx'
import { waitingSecondsQuery } from '../parts/queries.ts'
import { ReasonAct } from '../parts/reason-act.tsx'
import { Empty, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { Withdraw } from '../request/withdraw.tsx'
import { useSession } from '../shell/guards.tsx'
import { Firsts } from './firsts.tsx'
import { reassign } from './supervision-calls.ts'
import { SupervisionNav } from './supervision-nav.tsx'

/** Examinations that are waited for: second ones and who is assigned, then those that nobody has begun. */
export function SecondsPage() {
  const maySupervise = useSession().user.roles.includes('supervisor')
  const waiting = useQuery(waitingSecondsQuery)
  return (
    <>
      <SupervisionNav />
      <PageHeading title="Open examinations">
        The system assigns who examines second: of another unit where possible, then verifiers, then whoever
        has the fewest waiting, then by a sealed lot. You may take one away for a reason; the system asks the
        next.
      </PageHeading>
      <Shown query={waiting} what="what is waited for">
        {({ waiting: seconds, first }) => (
          <>
            {seconds.length === 0 ? (
              <Empty title="No second examination is waited for">
                <p>
                  When a first conclusion is sealed, its search stands here until the second is sealed too.
                </p>
              </Empty>
            ) : (
              seconds.map((one) => <Waiting key={one.searchId} one={one} may={maySupervise} />)
            )}
            <Firsts first={first} may={maySupervise} />
          </>
        )}
      </Shown>
    </>
  )
}

type One = {
  searchId: string
  caseNumber: string
  firstSealedAt: string
  somebodyFree: boolean
  assigned?: { examiner: string; n: number; dueAt: string; overdue: boolean }
}

function Waiting({ one, may }: { one: One; may: boolean }) {
  const { assigned, searchId } = one
  return (
    <article className="cb-narrow-form">
      <h2>
        Case {one.caseNumber}
        {assigned?.overdue ? ', overdue' : ''}
        {assigned ? '' : ', nobody is free'}
      </h2>
      <p>
        Search <code>{searchId.slice(0, 8)}</code>, first conclusion sealed <When at={one.firstSealedAt} />.{' '}
        {assigned ? (
          <>
            Assigned to {assigned.examiner}, due <When at={assigned.dueAt} />.
            {assigned.n > 1 ? ` ${assigned.n} people were asked so far.` : ''}
            {one.somebodyFree ? '' : ' Nobody else is free to examine it.'}
          </>
        ) : (
          'Everybody with the role asked for it, knows it or another try of its picture, or has no certificate in date. Whoever becomes free is assigned.'
        )}
      </p>
      {assigned && may ? (
        <ReasonAct
          id={`reassign-${searchId}`}
          label="Why another is to examine"
          button="Assign anew"
          doing="assign it anew"
          stale={waitingSecondsQuery.queryKey}
          act={(reason) => reassign(searchId, reason)}
          done={(made) => `Assigned to ${made.examiner}, entry ${made.logIndex} of the log.`}
        />
      ) : null}
      {may ? <Withdraw searchId={searchId} stale={waitingSecondsQuery.queryKey} /> : null}
    </article>
  )
}
