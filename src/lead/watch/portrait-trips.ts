import { innerProduct } from '../../matcher/index.ts'
import type { House } from '../house.ts'
import { portraitTemplate } from './portrait-templates.ts'
import type { Tripped } from './tripwires.ts'
import { wireSetting } from './wire-setting.ts'

/** Reference pictures are read here and nowhere else; no search knows of them. */
type Watching = Pick<House, 'storage' | 'face'>
type Portrait = {
  readonly id: string
  readonly kind: 'staff' | 'figure'
  readonly name: string
  readonly photo: string
}

const namesTold = 3
const titles = { staff: 'a registered staff photograph', figure: 'a registered public figure' } as const

/**
 * The wires that guard the agency's own people and registered public figures: which of them the probe of a search resembles. It is asked
 * after the search is logged, with the template that was made for it. No similarity is given out, only that the auditor's limit was reached.
 */
export async function portraitTrips(
  house: Watching,
  of: { readonly agencyId: string; readonly template: Float32Array },
): Promise<readonly Tripped[]> {
  const { wires, resemblance } = await wireSetting(house.storage.db)
  const kinds = (['staff', 'figure'] as const).filter((kind) => wires.includes(`resembles-${kind}`))
  if (kinds.length === 0 || resemblance === undefined) return []
  const portraits = await portraitsHeld(house, { agencyId: of.agencyId, kinds })
  const near: Portrait[] = []
  for (const portrait of portraits) {
    const template = await portraitTemplate(house, portrait)
    if (template && innerProduct(of.template, template) >= resemblance) near.push(portrait)
  }
  return kinds.flatMap((kind) => {
    const names = near.filter((one) => one.kind === kind).map(({ name }) => name)
    if (names.length === 0) return []
    const more = names.length > namesTold ? ` and ${names.length - namesTold} more` : ''
    const words = `The probe resembles ${titles[kind]}: ${names.slice(0, namesTold).join(', ')}${more}. The limit is ${resemblance}.`
    return [{ rule: `resembles-${kind}`, words }]
  })
}

/** Whoever has left is guarded no longer, also before his picture is deleted. */
async function portraitsHeld(
  { storage }: Watching,
  of: { readonly agencyId: string; readonly kinds: readonly ('staff' | 'figure')[] },
): Promise<readonly Portrait[]> {
  return storage.db
    .selectFrom('portraits')
    .leftJoin('users', 'users.id', 'portraits.user_id')
    .select(['portraits.id', 'portraits.kind', 'portraits.name', 'portraits.photo_blob_id as photo'])
    .where('portraits.agency_id', '=', of.agencyId)
    .where('portraits.kind', 'in', [...of.kinds])
    .where('users.closed_at', 'is', null)
    .orderBy('portraits.name')
    .execute()
}
