import { queryOptions } from '@tanstack/react-query'
import { api, take } from '../parts/api.ts'

export const findingsQuery = queryOptions({
  queryKey: ['oversight', 'findings'],
  queryFn: () => take(api.GET('/api/oversight/findings')),
})

export const findingQuery = (id: string) =>
  queryOptions({
    queryKey: ['oversight', 'findings', id],
    queryFn: () => take(api.GET('/api/oversight/findings/{id}', { params: { path: { id } } })),
  })

export const myAttestationsQuery = queryOptions({
  queryKey: ['oversight', 'mine'],
  queryFn: () => take(api.GET('/api/attestations')),
})

export const alarmsQuery = queryOptions({
  queryKey: ['oversight', 'alarms'],
  queryFn: () => take(api.GET('/api/oversight/alarms')),
})

export const useQueryOptions = queryOptions({
  queryKey: ['oversight', 'use'],
  queryFn: () => take(api.GET('/api/oversight/use')),
})

export const servicesQuery = queryOptions({
  queryKey: ['oversight', 'services'],
  queryFn: () => take(api.GET('/api/oversight/register')),
})

export const auditsQuery = queryOptions({
  queryKey: ['oversight', 'audits'],
  queryFn: () => take(api.GET('/api/oversight/audits')),
})

export const auditQuery = (id: string) =>
  queryOptions({
    queryKey: ['oversight', 'audits', id],
    queryFn: () => take(api.GET('/api/oversight/audits/{id}', { params: { path: { id } } })),
  })

export const misuseCasesQuery = queryOptions({
  queryKey: ['oversight', 'misuse'],
  queryFn: () => take(api.GET('/api/oversight/misuse')),
})

export const misuseCaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['oversight', 'misuse', id],
    queryFn: () => take(api.GET('/api/oversight/misuse/{id}', { params: { path: { id } } })),
  })

export const neighboursQuery = queryOptions({
  queryKey: ['oversight', 'neighbours'],
  queryFn: () => take(api.GET('/api/oversight/neighbours')),
})

export const areaQuery = queryOptions({
  queryKey: ['oversight', 'area'],
  queryFn: () => take(api.GET('/api/oversight/area')),
})

export const wiresQuery = queryOptions({
  queryKey: ['oversight', 'wires'],
  queryFn: () => take(api.GET('/api/oversight/wires')),
})

export const canariesQuery = queryOptions({
  queryKey: ['oversight', 'canaries'],
  queryFn: () => take(api.GET('/api/oversight/canaries')),
})

export const portraitsQuery = queryOptions({
  queryKey: ['oversight', 'portraits'],
  queryFn: () => take(api.GET('/api/oversight/portraits')),
})

export const ownPortraitQuery = queryOptions({
  queryKey: ['oversight', 'own-portrait'],
  queryFn: () => take(api.GET('/api/account/portrait')),
})

export const declarationsQuery = queryOptions({
  queryKey: ['oversight', 'declarations'],
  queryFn: () => take(api.GET('/api/oversight/declarations')),
})
