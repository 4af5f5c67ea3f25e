import { Link } from 'react-router'
import type { CaseRequest } from '../parts/api.ts'
import { chosenRecipe } from '../request/steps.ts'

/** The way to the bench, and which picture is searched as it stands. */
export function PrepareLink({ request }: { request: CaseRequest }) {
  const recipe = chosenRecipe(request)
  return (
    <p className="cb-prepare-link">
      {recipe === undefined ? (
        'The original is searched as it came. '
      ) : (
        <>
          A working copy is searched: <strong>{recipe.title}</strong>. The original is kept untouched.{' '}
        </>
      )}
      <Link to={`/requests/${request.id}/prepare`}>
        {recipe === undefined ? 'Prepare the image (optional)' : 'Look at it or change it'}
      </Link>
    </p>
  )
}
