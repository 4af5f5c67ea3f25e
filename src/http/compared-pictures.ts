import type { z } from '@hono/zod-openapi'
import type { CopyProposal, ExaminerRecipe } from '../examination/index.ts'
import { must, Refused } from '../kernel/index.ts'
import { pointsInCopy, stepWords } from '../preparation/index.ts'
import { chosenFace, type Pictured, probeOf, type SearchedProbe } from '../search/index.ts'
import type { Desk } from './handlers/open-desk.ts'
import { viewerEyes } from './image-answer.ts'
import type {
  comparedPictureSchema,
  examinerRecipeSchema,
  searchedCopySchema,
} from './schemas/examiner-bench.ts'

// What an examiner is told of the pictures of the probe. Never a title or a word of the requester's.

const placeOf = ({ id }: Desk) => `/api/examinations/${id}`

/** The untouched original, in which everybody else is blurred. */
export function comparedOriginal(desk: Desk): z.infer<typeof comparedPictureSchema> {
  const { widthPx, heightPx } = probeOf(desk.request)
  return { imageUrl: `${placeOf(desk)}/probe`, eyes: eyesIn(desk.request), widthPx, heightPx }
}

/** The working copy that was searched; undefined where it was the original. */
export function comparedSearched(
  desk: Desk,
  searched: SearchedProbe | undefined,
): z.infer<typeof searchedCopySchema> | undefined {
  const { recipe } = desk.request
  if (searched?.copyBlobId === undefined || searched.chosen === undefined || recipe === undefined)
    return undefined
  const { widthPx, heightPx } = recipe.copy
  return {
    imageUrl: `${placeOf(desk)}/searched-copy`,
    eyes: viewerEyes(searched.chosen.face),
    ...{ widthPx, heightPx },
    words: (searched.steps ?? []).map(stepWords),
    sha256: must(searched.copySha256, 'digest of a kept copy'),
  }
}

/** One of the examiner's own recipes; the eyes lie where the steps bring those of the original. */
export function comparedRecipe(
  desk: Desk,
  of: { recipe: ExaminerRecipe; proposals: readonly CopyProposal[] },
): z.infer<typeof examinerRecipeSchema> {
  const { id, title, steps, copy, createdAt, updatedAt } = of.recipe
  const proposal = of.proposals.find(({ copySha256 }) => copySha256 === copy.sha256)
  const { left, right } = eyesIn(desk.request)
  const moved = pointsInCopy([left, right], { original: probeOf(desk.request), recipe: steps })
  const [leftInCopy = left, rightInCopy = right] = moved
  return {
    imageUrl: `${placeOf(desk)}/recipes/${id}/compared?v=${copy.sha256.slice(0, 16)}`,
    eyes: { left: leftInCopy, right: rightInCopy },
    widthPx: copy.widthPx,
    heightPx: copy.heightPx,
    ...{ id, title },
    steps: steps.map((step) => ({ ...step })),
    words: steps.map(stepWords),
    originalSha256: copy.originalSha256,
    sha256: copy.sha256,
    ...(proposal ? { proposedAt: proposal.proposedAt.toISOString() } : {}),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

export const noCopy = () =>
  new Refused<'NOT_FOUND'>({
    code: 'NOT_FOUND',
    reason: 'The original was searched as it came; there is no working copy.',
    needed: 'Look at the original.',
  })

const eyesIn = (request: Pictured) => viewerEyes(chosenFace(request).face)
