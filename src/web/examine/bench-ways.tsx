import { Button } from '@trussworks/react-uswds'
import { Link, useNavigate } from 'react-router'
import type { ExaminerRecipe } from '../parts/api.ts'
import { Failed } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import type { ExaminerRecipes } from './use-examiner-recipes.ts'

type WaysProps = { searchId: string; recipe: ExaminerRecipe | undefined; acts: ExaminerRecipes }

/** What an examiner does with a copy: compare with it, or propose it to the requester. */
export function BenchWays({ searchId, recipe, acts }: WaysProps) {
  const navigate = useNavigate()
  const comparison = `/examine/${searchId}`
  const waiting = acts.change.isPending || acts.propose.isPending
  if (recipe === undefined) {
    return (
      <p className="cb-actions">
        <Link to={comparison}>Back to the comparison</Link>
      </p>
    )
  }
  return (
    <div>
      <p className="cb-actions">
        <Button
          type="button"
          disabled={waiting}
          onClick={() => navigate(comparison, { state: { copy: recipe.id } })}
        >
          Compare with {recipe.title}
        </Button>
        {recipe.proposedAt === undefined ? (
          <Button type="button" outline disabled={waiting} onClick={() => acts.propose.mutate(recipe.id)}>
            Propose it for a further try
          </Button>
        ) : null}
        <Link to={comparison}>Back to the comparison</Link>
      </p>
      <p role="status">
        {recipe.proposedAt === undefined ? (
          'A proposal shows the requester the steps, without your name and without a word of yours. He decides whether to search it; the log records that you proposed it.'
        ) : (
          <>
            Proposed to the requester <When at={recipe.proposedAt} />.
          </>
        )}
      </p>
      {acts.propose.isError ? <Failed doing="propose the copy" thrown={acts.propose.error} /> : null}
    </div>
  )
}
