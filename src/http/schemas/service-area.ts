import { z } from '@hono/zod-openapi'
import { areaKinds } from '../../lead/index.ts'

const areaPlaceSchema = z
  .object({
    kind: z.enum(areaKinds),
    name: z.string().max(100).openapi({ description: 'of a postal code also its beginning: 900*' }),
    state: z.string().max(100).optional(),
  })
  .strict()
const areaPlaces = z.array(areaPlaceSchema).max(1_000)

export const areaDraftSchema = z
  .object({ places: areaPlaces, words: z.string().trim().max(5_000) })
  .strict()
  .openapi('AreaDraft')
export const areaSchema = z
  .object({
    places: areaPlaces,
    words: z.string().optional(),
    since: z.string().optional().openapi({ description: 'absent where no area was ever set' }),
  })
  .openapi('ServiceArea')
