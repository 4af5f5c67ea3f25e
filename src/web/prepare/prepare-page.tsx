import { Alert, Button } from '@trussworks/react-uswds'
import { Link, useNavigate } from 'react-router'
import type { CaseRequest, ProbeRecipe } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Failed } from '../parts/states.tsx'
import { probeUrl } from '../request/probe-url.ts'
import { Bench } from './bench.tsx'
import { QualityBeside } from './quality-beside.tsx'
import { RecipeTabs } from './recipe-tabs.tsx'
import { type Recipes, useRecipes } from './use-recipes.ts'
import { useShownRecipe } from './use-shown-recipe.ts'
import { WhatTheBenchDoes } from './what-the-bench-does.tsx'

/** The probe bench: working copies by listed steps, beside an original that nothing touches. */
export function PreparePage({ request }: { request: CaseRequest }) {
  const recipes = useRecipes(request)
  const all = request.recipes ?? []
  const { shown, show, begin } = useShownRecipe(all, { add: recipes.add, first: request.chosenRecipeId })
  const ways = <Ways request={request} shown={shown} recipes={recipes} />
  return (
    <div className="cb-prepare cb-wide">
      <PageHeading title="Prepare the image" />
      {request.probe === undefined ? (
        <Alert type="info" headingLevel="h2" heading="There is no image yet">
          <Link to={`/requests/${request.id}/image`}>Add the image first.</Link>
        </Alert>
      ) : (
        <>
          <WhatTheBenchDoes more="A recipe stands in the log when it is searched. Examiners compare on the original. Each search with this picture is counted as a try." />
          <RecipeTabs
            all={all}
            shown={shown?.id}
            mark={(id) => (id === request.chosenRecipeId ? ' · searched' : '')}
            busy={recipes.add.isPending}
            onShow={show}
            onBegin={begin}
          />
          <Trouble recipes={recipes} />
          {shown === undefined ? (
            <>
              <Nothing onBegin={begin} busy={recipes.add.isPending} />
              {ways}
            </>
          ) : (
            <Bench
              key={shown.id}
              original={{ ...request.probe, url: probeUrl(request) }}
              recipe={shown}
              acts={recipes}
              ways={ways}
              quality={(pending) => <QualityBeside request={request} recipe={shown} pending={pending} />}
            />
          )}
        </>
      )}
    </div>
  )
}

function Nothing({ onBegin, busy }: { onBegin: () => void; busy: boolean }) {
  return (
    <div className="cb-empty">
      <h2 className="cb-empty-title">Nothing is prepared: the original is searched as it came</h2>
      <p>
        A recipe is a list of steps that makes a working copy, for example upright, brighter, or one field of
        an interlaced frame. Preparing does not always help; the quality of both stands side by side.
      </p>
      <Button type="button" onClick={onBegin} disabled={busy}>
        Begin a recipe
      </Button>
    </div>
  )
}

function Trouble({ recipes }: { recipes: Recipes }) {
  const failed = [recipes.add, recipes.remove, recipes.choose].find(({ isError }) => isError)
  if (failed === undefined) return null
  return <Failed doing="change the recipes" thrown={failed.error} kept="The recipes are as they were." />
}

type WaysProps = { request: CaseRequest; shown: ProbeRecipe | undefined; recipes: Recipes }

/** Which picture is searched is decided here, by a button that says so. */
function Ways({ request, shown, recipes }: WaysProps) {
  const navigate = useNavigate()
  const face = `/requests/${request.id}/face`
  const search = (recipeId: string | null) =>
    recipes.choose.mutate(recipeId, { onSuccess: () => navigate(face) })
  const waiting = recipes.change.isPending || recipes.choose.isPending
  return (
    <p className="cb-actions">
      {shown === undefined ? null : (
        <Button type="button" disabled={waiting} onClick={() => search(shown.id)}>
          Search with {shown.title}
        </Button>
      )}
      {request.probe === undefined ? null : (
        <Button type="button" outline disabled={waiting} onClick={() => search(null)}>
          Search with the original
        </Button>
      )}
      <Link to={`/requests/${request.id}/image`}>Back to the image</Link>
    </p>
  )
}
