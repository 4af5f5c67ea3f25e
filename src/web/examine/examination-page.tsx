import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'react-router'
import type { SealedAnalysis, SealedExamination } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { examinationQuery } from '../parts/queries.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { AnalysisPage } from './analysis-page.tsx'
import { Comparison } from './comparison.tsx'
import { EndedPage, SealedPage } from './sealed-page.tsx'

/** One examination: the probe alone, the comparison once that is sealed, and what was behind the letters when all is. */
export function ExaminationPage() {
  const { searchId = '' } = useParams()
  const copy = copyIn(useLocation().state)
  const view = useQuery(examinationQuery(searchId))
  const [sealed, setSealed] = useState<SealedExamination>()
  const [ended, setEnded] = useState<SealedAnalysis>()
  if (sealed !== undefined) return <SealedPage sealed={sealed} />
  if (ended !== undefined) return <EndedPage sealed={ended} />
  const analysed = async (analysis: SealedAnalysis) => {
    if (analysis.ended) setEnded(analysis)
    else await view.refetch()
  }
  if (view.data?.stage === 'analysis')
    return <AnalysisPage key={searchId} view={view.data} copy={copy} onSealed={analysed} />
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
