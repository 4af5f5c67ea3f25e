import type { KeptFindingDetail } from '../parts/api.ts'

/** What every form about a finding is given. */
export type FormProps = { readonly finding: KeptFindingDetail; readonly onDone: () => void }

/** The finding as the path of its acts names it. */
export const pathOf = ({ id }: KeptFindingDetail) => ({ params: { path: { id } } })
