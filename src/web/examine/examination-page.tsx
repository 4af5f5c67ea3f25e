import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'react-router'
import type { SealedExamination } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { examinationQuery } from '../parts/queries.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { Comparison } from './comparison.tsx'
import { SealedPage } from './sealed-page.tsx'

/** One examination: the comparison until it is sealed, what was behind the letters afterwards. */
export function ExaminationPage() {
  const { searchId = '' } = useParams()
  const copy = copyIn(useLocation().state)
  const view = useQuery(examinationQuery(searchId))
  const [sealed, setSealed] = useState<SealedExamination>()
  if (sealed !== undefined) return <SealedPage sealed={sealed} />
  if (view.data !== undefined)
    return <Comparison key={searchId} view={view.data} copy={copy} onSealed={setSealed} />
  return (
    <>
      <PageHeading title="Compare" />
      {view.isPending ? (
        <div className="cb-wide">
          <Loading what="the pictures" rows={10} />
        </div>
      ) : (
        <>
          <Failed doing="open this examination" thrown={view.error} again={() => void view.refetch()} />
          <p>
            <Link to="/examine">Back to the queue</Link>
          </p>
        </>
      )}
    </>
  )
}

/** The copy that the bench sends one here with. */
const copyIn = (state: unknown): string | undefined =>
  typeof state === 'object' && state !== null && 'copy' in state ? String(state.copy) : undefined
