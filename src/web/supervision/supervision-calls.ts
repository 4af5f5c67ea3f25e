import { api, take } from '../parts/api.ts'

const pathOf = (id: string) => ({ params: { path: { id } } })

/** Takes a second examination from the one who is assigned; the server asks the next. */
export const reassign = (searchId: string, reason: string) =>
  take(api.POST('/api/second-examinations/{id}/reassignment', { ...pathOf(searchId), body: { reason } }))
