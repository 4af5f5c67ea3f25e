import { useQuery } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { Link, useParams } from 'react-router'
import type { ExaminerBench, ExaminerRecipe } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { examinerBenchQuery } from '../parts/queries.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { Bench } from '../prepare/bench.tsx'
import { RecipeTabs } from '../prepare/recipe-tabs.tsx'
import { useShownRecipe } from '../prepare/use-shown-recipe.ts'
import { WhatTheBenchDoes } from '../prepare/what-the-bench-does.tsx'
import { BenchWays } from './bench-ways.tsx'
import { type ExaminerRecipes, useExaminerRecipes } from './use-examiner-recipes.ts'

/** The examiner's own bench over the original of a search. */
export function ExaminerBenchPage() {
  const { searchId = '' } = useParams()
  const bench = useQuery(examinerBenchQuery(searchId))
  return (
    <div className="cb-prepare cb-wide">
      <PageHeading title="Prepare a copy of your own">
        For your comparison alone. The requester's copies stay as they are, and nothing is searched from here.
      </PageHeading>
      {bench.data !== undefined ? (
        <Shown key={searchId} bench={bench.data} />
      ) : bench.isPending ? (
        <Loading what="the bench" rows={10} />
      ) : (
        <Failed doing="open the bench" thrown={bench.error} again={() => void bench.refetch()} />
      )}
      {bench.data !== undefined ? null : (
        <p>
          <Link to="/examine">Back to the queue</Link>
        </p>
      )}
    </div>
  )
}

function Shown({ bench }: { bench: ExaminerBench }) {
  const { searchId, original, recipes: all } = bench
  const acts = useExaminerRecipes(searchId)
  const { shown, show, begin } = useShownRecipe(all, { add: acts.add, first: undefined })
  const ways = <BenchWays searchId={searchId} recipe={shown} acts={acts} />
  return (
    <>
      <WhatTheBenchDoes more="Your recipes are kept with your name. Which copies you compared with is sealed into the log with your conclusion." />
      <RecipeTabs
        all={all}
        shown={shown?.id}
        mark={(id) => (proposed(all, id) ? ' · proposed' : '')}
        busy={acts.add.isPending}
        onShow={show}
        onBegin={begin}
      />
      <Trouble acts={acts} />
      {shown === undefined ? (
        <>
          <Nothing onBegin={begin} busy={acts.add.isPending} />
          {ways}
        </>
      ) : (
        <Bench
          key={shown.id}
          original={{ ...original, url: original.imageUrl }}
          recipe={shown}
          acts={acts}
          ways={ways}
        />
      )}
    </>
  )
}

const proposed = (all: readonly ExaminerRecipe[], id: string): boolean =>
  all.find((one) => one.id === id)?.proposedAt !== undefined

function Nothing({ onBegin, busy }: { onBegin: () => void; busy: boolean }) {
  return (
    <div className="cb-empty">
      <h2 className="cb-empty-title">You have prepared nothing for this search</h2>
      <p>
        A recipe is a list of steps that makes a working copy of the original, for example upright, brighter,
        or one field of an interlaced frame. Compare with it in the place of the probe.
      </p>
      <Button type="button" onClick={onBegin} disabled={busy}>
        Begin a recipe
      </Button>
    </div>
  )
}

function Trouble({ acts }: { acts: ExaminerRecipes }) {
  const failed = [acts.add, acts.remove].find(({ isError }) => isError)
  if (failed === undefined) return null
  return <Failed doing="change the recipes" thrown={failed.error} kept="The recipes are as they were." />
}
