import { createHash } from 'node:crypto'
import {
  applyRecipe,
  canonicalBytes,
  type Picture,
  perceptualHash,
  type Recipe,
} from '../preparation/index.ts'

export type PictureDigests = {
  /** SHA-256 of decoded pixels, in hex; no file format has a say in it. */
  readonly sha256: string
  readonly perceptualHash: string
}

/** Work on every pixel of a picture: applying steps that `planRecipe` let pass, or taking its digests. */
export type PixelJob =
  | { readonly kind: 'apply'; readonly picture: Picture; readonly steps: Recipe }
  | { readonly kind: 'digest'; readonly picture: Picture }

export type AskedPixelJob = { readonly id: number; readonly job: PixelJob }

/** The same bytes in every thread: whole numbers throughout. */
export const runPixelJob = (job: PixelJob): Picture | PictureDigests =>
  job.kind === 'apply' ? applyRecipe(job.picture, job.steps) : digestsOf(job.picture)

const digestsOf = (picture: Picture): PictureDigests => ({
  sha256: createHash('sha256').update(canonicalBytes(picture)).digest('hex'),
  perceptualHash: perceptualHash(picture),
})
