import { queryOptions } from '@tanstack/react-query'
import { api, type Session, take } from './api.ts'
import { asTrouble } from './trouble.ts'

// Every read of the app, by name, so that a change can say which of them are stale.

/** Who is signed in; null is nobody, which is an answer and not an error. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: (): Promise<Session | null> =>
    take(api.GET('/api/session')).catch((thrown: unknown) => {
      if (asTrouble(thrown).status === 401) return null
      throw thrown
    }),
  staleTime: 60_000,
})

/** How people sign in here; asked before anybody is known. */
export const signInWaysQuery = queryOptions({
  queryKey: ['sign-in'],
  queryFn: () => take(api.GET('/api/sign-in')),
  staleTime: 300_000,
})

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: () => take(api.GET('/api/account')),
})

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () => take(api.GET('/api/people')),
})

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: () => take(api.GET('/api/policy')),
  staleTime: 300_000,
})

export const policyVersionsQuery = queryOptions({
  queryKey: ['policy', 'versions'],
  queryFn: () => take(api.GET('/api/policy/versions')),
})

export const awaitedQuery = queryOptions({
  queryKey: ['approvals'],
  queryFn: () => take(api.GET('/api/approvals')),
})

export const outsideQuery = queryOptions({
  queryKey: ['outside'],
  queryFn: () => take(api.GET('/api/outside')),
})

export const requestsQuery = queryOptions({
  queryKey: ['requests'],
  queryFn: () => take(api.GET('/api/requests')),
})

export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: ['requests', id],
    queryFn: () => take(api.GET('/api/requests/{id}', { params: { path: { id } } })),
  })

export const reviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['requests', id, 'review'],
    queryFn: () => take(api.GET('/api/requests/{id}/review', { params: { path: { id } } })),
    staleTime: 0,
    gcTime: 0,
  })

export const queueQuery = queryOptions({
  queryKey: ['examinations'],
  queryFn: () => take(api.GET('/api/examinations')),
})

export const waitingSecondsQuery = queryOptions({
  queryKey: ['second-examinations'],
  queryFn: () => take(api.GET('/api/second-examinations')),
})

/** What waits for whoever is signed in; asked again each minute, for it stands above every page. */
export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: () => take(api.GET('/api/notices')),
  staleTime: 30_000,
  refetchInterval: 60_000,
})

export const dashboardQuery = (weeks: number) =>
  queryOptions({
    queryKey: ['dashboard', weeks],
    queryFn: () => take(api.GET('/api/dashboard', { params: { query: { weeks } } })),
  })

/** Faces of nobody in the lists, and the error rates that whoever asks may see. */
export const plantingQuery = queryOptions({
  queryKey: ['planting'],
  queryFn: () => take(api.GET('/api/planting')),
})

export const conflictsQuery = queryOptions({
  queryKey: ['conflicts'],
  queryFn: () => take(api.GET('/api/conflicts')),
})

export const conflictQuery = (id: string) =>
  queryOptions({
    queryKey: ['conflicts', id],
    queryFn: () => take(api.GET('/api/conflicts/{id}', { params: { path: { id } } })),
    retry: false,
  })

export const examinationQuery = (id: string) =>
  queryOptions({
    queryKey: ['examinations', id],
    queryFn: () => take(api.GET('/api/examinations/{id}', { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const examinerBenchQuery = (id: string) =>
  queryOptions({
    queryKey: ['examinations', id, 'recipes'],
    queryFn: () => take(api.GET('/api/examinations/{id}/recipes', { params: { path: { id } } })),
  })

export const leadsQuery = queryOptions({
  queryKey: ['leads'],
  queryFn: () => take(api.GET('/api/leads')),
})

export const leadQuery = (id: string) =>
  queryOptions({
    queryKey: ['leads', id],
    queryFn: () => take(api.GET('/api/leads/{id}', { params: { path: { id } } })),
  })

export const packetsQuery = (searchId: string) =>
  queryOptions({
    queryKey: ['packets', searchId],
    queryFn: () => take(api.GET('/api/searches/{id}/packets', { params: { path: { id: searchId } } })),
  })

export const galleryQuery = queryOptions({
  queryKey: ['gallery'],
  queryFn: () => take(api.GET('/api/gallery')),
})

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: () => take(api.GET('/api/models')),
})

export const bookingsQuery = (page: number, find: string) =>
  queryOptions({
    queryKey: ['gallery', 'bookings', page, find],
    queryFn: () =>
      take(
        api.GET('/api/gallery/bookings', {
          params: { query: find === '' ? { page } : { page, find } },
        }),
      ),
  })

export const enrolmentRefusalsQuery = queryOptions({
  queryKey: ['gallery', 'refusals'],
  queryFn: () => take(api.GET('/api/gallery/refusals')),
})

export const countsQuery = queryOptions({
  queryKey: ['counts'],
  queryFn: () => take(api.GET('/api/counts')),
})

export const disclosuresQuery = queryOptions({
  queryKey: ['disclosures'],
  queryFn: () => take(api.GET('/api/disclosures')),
})

export const erasuresQuery = queryOptions({
  queryKey: ['erasures'],
  queryFn: () => take(api.GET('/api/erasures')),
})

export const reportsQuery = queryOptions({
  queryKey: ['reports'],
  queryFn: () => take(api.GET('/api/reports')),
  staleTime: Number.POSITIVE_INFINITY,
})
