import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { api, type CaseRequest, type RequestDetails, take } from '../parts/api.ts'
import { requestQuery, requestsQuery } from '../parts/queries.ts'
import { changedDetails, formOf, type RequestForm } from './request-form.ts'

const saveAfterMs = 700

/** A saved answer to a request; the server's word replaces what the browser knew. */
export function useSave(id: string) {
  const client = useQueryClient()
  return useMutation({
    // One after another, so that an older answer never overwrites a newer one.
    scope: { id: `request ${id}` },
    mutationFn: (body: RequestDetails) =>
      take(api.PATCH('/api/requests/{id}', { params: { path: { id } }, body })),
    onSuccess: (request) => {
      client.setQueryData(requestQuery(id).queryKey, request)
      void client.invalidateQueries({ queryKey: requestsQuery.queryKey, exact: true })
    },
  })
}

/** The answers of a request while they are typed, saved as they are typed. */
export function useDraft(request: CaseRequest, ownAgency: string) {
  const [form, setForm] = useState<RequestForm>(() => formOf(request.details, ownAgency))
  const save = useSave(request.id)
  const { mutateAsync } = save
  const saved = request.details
  const saveNow = useCallback(async () => {
    const changed = changedDetails(form, saved, ownAgency)
    if (Object.keys(changed).length > 0) await mutateAsync(changed)
  }, [form, saved, ownAgency, mutateAsync])
  useEffect(() => {
    const timer = window.setTimeout(() => void saveNow().catch(() => undefined), saveAfterMs)
    return () => window.clearTimeout(timer)
  }, [saveNow])
  const set = (name: keyof RequestForm) => (value: string) =>
    setForm((before) => ({ ...before, [name]: value }))
  return { form, set, save, saveNow }
}

export type Draft = ReturnType<typeof useDraft>
