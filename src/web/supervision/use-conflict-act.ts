import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { conflictsQuery } from '../parts/queries.ts'

type End = { readonly concluded: boolean; readonly leadId?: string }

/** Sends an act on a conflict; when the search has its end with it, goes on to the list. */
export function useConflictAct<Given = void>(work: (given: Given) => Promise<End>) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: work,
    onSuccess: async ({ concluded }) => {
      if (concluded) await navigate('/conflicts')
      await client.invalidateQueries({ queryKey: conflictsQuery.queryKey })
    },
  })
}
