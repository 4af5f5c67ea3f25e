import type { QueryClient } from '@tanstack/react-query'
import type { Session } from '../parts/api.ts'
import { sessionQuery } from '../parts/queries.ts'

/** Another person sits down, or nobody: what the former one saw and noted is forgotten. */
export function changePerson(client: QueryClient, session: Session | null): void {
  window.sessionStorage.clear()
  // What is on the screen without a person (the session itself, the log) keeps its place in the cache.
  client.removeQueries({
    predicate: ({ queryKey }) => !['session', 'log', 'counts'].includes(String(queryKey[0])),
  })
  client.setQueryData(sessionQuery.queryKey, session)
}
