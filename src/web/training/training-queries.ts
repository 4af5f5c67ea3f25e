import { queryOptions } from '@tanstack/react-query'
import { api, take } from '../parts/api.ts'

export const trainingQuery = queryOptions({
  queryKey: ['training'],
  queryFn: () => take(api.GET('/api/training')),
})

export const lessonQuery = (course: string, lesson: string) =>
  queryOptions({
    queryKey: ['training', 'lesson', course, lesson],
    queryFn: () =>
      take(
        api.GET('/api/training/courses/{course}/lessons/{lesson}', { params: { path: { course, lesson } } }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const attemptQuery = (id: string) =>
  queryOptions({
    queryKey: ['training', 'attempt', id],
    queryFn: () => take(api.GET('/api/training/attempts/{id}', { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const certificateQuery = (id: string) =>
  queryOptions({
    queryKey: ['training', 'certificate', id],
    queryFn: () => take(api.GET('/api/training/certificates/{id}', { params: { path: { id } } })),
  })

export const officeQuery = queryOptions({
  queryKey: ['training', 'office'],
  queryFn: () => take(api.GET('/api/training/office')),
})

/** Asked again while the practice gallery is being prepared. */
export const practiceQuery = queryOptions({
  queryKey: ['practice'],
  queryFn: () => take(api.GET('/api/practice')),
  refetchInterval: ({ state }) => (state.data?.state === 'preparing' ? 1_500 : false),
})
