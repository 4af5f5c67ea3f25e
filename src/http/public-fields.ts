import { modelDigest } from '../face/index.ts'
import { isoWeek } from '../kernel/index.ts'
import type { House } from '../lead/index.ts'
import type { SearchRequest } from '../search/index.ts'

type PublicField = { field: string; value: string; words: string }

/** What the `search` entry of this request would say to everybody, as it stands now; `tries` is which try it would be. */
export function publicFields(
  house: House,
  { request, tries }: { request: SearchRequest; tries: number | undefined },
): PublicField[] {
  const { pack } = house.policy
  const { crime, purpose, source, emergency, candidateLimit } = request.details
  const title = (list: readonly { code: string; title: string }[], code: string | undefined) =>
    list.find((item) => item.code === code)?.title ?? 'not said yet'
  return [
    { field: 'week', value: isoWeek(house.clock.now()), words: 'the week, not the day' },
    { field: 'unit', value: request.agencyId, words: 'the agency' },
    { field: 'crime', value: title(pack.crimes, crime), words: 'the class of the crime' },
    { field: 'purpose', value: title(pack.purposes, purpose), words: 'the purpose' },
    { field: 'source', value: title(pack.probeSources, source), words: 'the kind of source of the image' },
    {
      field: 'picture',
      value: `${request.recipe === undefined ? 'the original' : 'a prepared working copy'}${tries === undefined ? '' : `, try ${tries}`}`,
      words: 'whether a prepared copy is searched, and which try of the picture it is',
    },
    { field: 'policy', value: `${pack.id} ${pack.version}`, words: 'the policy that decided' },
    { field: 'gallery', value: `state ${house.gallery.state()?.n ?? 1}`, words: 'the state of the gallery' },
    { field: 'model', value: modelDigest(house.face.model.id).slice(0, 16), words: 'the face model' },
    {
      field: 'list size',
      value: String(candidateLimit ?? pack.candidates.default),
      words: 'the most candidates',
    },
    { field: 'emergency', value: emergency ? 'yes' : 'no', words: 'whether an emergency was claimed' },
  ]
}

/** What the log only commits to, and who can be shown it. */
export const sealedFields: readonly { field: string; words: string }[] = [
  { field: 'who asked', words: 'sealed; opened to auditors and courts' },
  { field: 'case number', words: 'sealed; opened to auditors and courts' },
  { field: 'image', words: 'only its hash is sealed into the log; the image stays here' },
  { field: 'preparation', words: 'the steps, and who marked eyes by hand; opened to auditors and courts' },
  { field: 'reason', words: 'sealed; opened to auditors and courts' },
  { field: 'place', words: 'where it happened; sealed, opened to auditors and courts' },
  { field: 'authority', words: 'statute, orders, answers and who approved; opened to auditors and courts' },
  { field: 'certificate', words: 'sealed; opened to auditors' },
  { field: 'candidates', words: 'sealed one by one, so that one can be shown without the others' },
]
