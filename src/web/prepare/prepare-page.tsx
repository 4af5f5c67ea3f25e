import { Alert, Button } from '@trussworks/react-uswds'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import type { CaseRequest, ProbeRecipe } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Failed } from '../parts/states.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { Bench } from './bench.tsx'
import { RecipeTabs } from './recipe-tabs.tsx'
import { type Recipes, useRecipes } from './use-recipes.ts'

/** The probe bench: working copies by listed steps, beside an original that nothing touches. */
export function PreparePage({ request }: { request: CaseRequest }) {
  const recipes = useRecipes(request)
  const all = request.recipes ?? []
  const [wanted, setWanted] = useState(request.chosenRecipeId)
  const shown = all.find(({ id }) => id === wanted) ?? all[0]
  const begin = (steps: Parameters<Recipes['add']['mutate']>[0]['steps'] = []) =>
    recipes.add.mutate({ title: nextTitle(all), steps }, { onSuccess: ({ id }) => setWanted(id) })
  const beside = (by: 1 | -1) => () => {
    const at = all.findIndex(({ id }) => id === shown?.id)
    setWanted(all[(at + by + all.length) % all.length]?.id)
  }
  useKeys('preparation', { nextRecipe: beside(1), previousRecipe: beside(-1) })
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
          <What />
          <RecipeTabs
            request={request}
            shown={shown?.id}
            busy={recipes.add.isPending}
            onShow={setWanted}
            onBegin={() => begin()}
          />
          <Trouble recipes={recipes} />
          {shown === undefined ? (
            <>
              <Nothing onBegin={() => begin()} busy={recipes.add.isPending} />
              {ways}
            </>
          ) : (
            <Bench key={shown.id} request={request} recipe={shown} recipes={recipes} ways={ways} />
          )}
        </>
      )}
    </div>
  )
}

function nextTitle(all: readonly ProbeRecipe[]): string {
  const taken = new Set(all.map(({ title }) => title))
  let number = all.length + 1
  while (taken.has(`Recipe ${number}`)) number++
  return `Recipe ${number}`
}

function What() {
  return (
    <details className="cb-what">
      <summary>Only listed steps exist here, and none of them adds anything to a face. Why?</summary>
      <p>
        Crop, rotate, scale, brightness and contrast, grey, de-interlace, aspect repair: each moves, averages
        or re-shades what the camera saw. Mirroring half a face, pasting, painting, opening eyes and
        generative repair make a face that nobody has, and searches with such faces have led to wrong arrests.
        They do not exist here.
      </p>
      <p>
        The original is never changed. A recipe is stored with its digest, can be replayed to the same bytes
        by anybody, and stands in the log when it is searched. Examiners compare on the original. Each search
        with this picture is counted as a try.
      </p>
    </details>
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
