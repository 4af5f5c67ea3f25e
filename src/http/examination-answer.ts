import type { z } from '@hono/zod-openapi'
import {
  type Analysis,
  examinerRecipes,
  features,
  ownProposals,
  suitabilities,
} from '../examination/index.ts'
import { isoDate } from '../kernel/index.ts'
import { searchedProbeOf } from '../search/index.ts'
import { ageWords } from './age-words.ts'
import { comparedOriginal, comparedRecipe, comparedSearched } from './compared-pictures.ts'
import type { Desk } from './handlers/open-desk.ts'
import { viewerEyes } from './image-answer.ts'
import type { examinationViewSchema } from './schemas/examination.ts'
import type { Services } from './services.ts'
import { shownPicture } from './shown-picture.ts'

/** What an examiner is given of a search: the probe alone until his analysis is sealed, then the candidates by letter too. */
export async function examinationAnswer(
  { house }: Services,
  desk: Desk,
): Promise<z.infer<typeof examinationViewSchema>> {
  const { id, shown, analysis } = desk
  const { db } = house.storage
  const searched = comparedSearched(desk, await searchedProbeOf(db, id))
  const proposals = await ownProposals(db, desk.bench)
  const recipes = await examinerRecipes(db, desk.bench)
  const today = isoDate(house.clock.now())
  return {
    searchId: id,
    position: desk.position,
    stage: analysis ? ('comparison' as const) : ('analysis' as const),
    ...(analysis ? { analysis: analysisAnswer(analysis) } : {}),
    suitabilities: suitabilities.map((choice) => ({ ...choice })),
    probe: comparedOriginal(desk),
    ...(searched ? { searchedCopy: searched } : {}),
    recipes: recipes.map((recipe) => comparedRecipe(desk, { recipe, proposals })),
    candidates: await Promise.all(
      shown.map(async ({ letter, candidate }) => {
        const { bookedOn, face, widthPx, heightPx } = await shownPicture(house, { desk, candidate })
        return {
          ...{ letter, bookedOn, ageWords: ageWords(bookedOn, today) },
          imageUrl: `/api/examinations/${id}/candidates/${letter}`,
          ...{ eyes: viewerEyes(face), widthPx, heightPx },
        }
      }),
    ),
    features: features.map((feature) => ({ ...feature })),
    conclusions: desk.scale.map((choice) => ({ ...choice })),
  }
}

const analysisAnswer = ({ suitability, visible, partly, limits, sealedAt }: Analysis) => ({
  ...{ suitability, limits, sealedAt: sealedAt.toISOString() },
  ...{ visible: [...visible], partly: [...partly] },
})
