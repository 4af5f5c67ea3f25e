import { api, take } from '../parts/api.ts'

export const adoptProposal = (id: string) =>
  take(api.POST('/api/policy/proposals/{id}/adopt', { params: { path: { id } } }))

/** There is no body in the answer; only a refusal has words. */
export async function withdrawProposal(id: string): Promise<void> {
  const { response, error } = await api.DELETE('/api/policy/proposals/{id}', { params: { path: { id } } })
  if (!response.ok) await take(Promise.resolve({ error, response }))
}
