import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { useState } from 'react'
import { LongTextField } from './fields.tsx'
import { Failed } from './states.tsx'

type Props<T> = {
  readonly id: string
  /** What the reason is for. */
  readonly label: string
  readonly button: string
  /** What could not be done, in the words of a failure. */
  readonly doing: string
  /** What is read anew afterwards. */
  readonly stale: readonly unknown[]
  readonly act: (reason: string) => Promise<T>
  readonly done: (made: T) => string
}

/** An act that needs nothing but its reason. */
export function ReasonAct<T>({ id, label, button, doing, stale, act, done }: Props<T>) {
  const [reason, setReason] = useState('')
  const client = useQueryClient()
  const sending = useMutation({
    mutationFn: () => act(reason),
    onSuccess: () => setReason(''),
    onSettled: () => client.invalidateQueries({ queryKey: stale }),
  })
  const why = reason.trim() === '' ? 'Give a reason first; it is sealed in the log.' : undefined
  return (
    <>
      <LongTextField id={id} label={label} value={reason} onChange={setReason} maxLength={2_000} />
      {sending.isError ? <Failed doing={doing} thrown={sending.error} /> : null}
      {sending.isSuccess ? <p role="status">{done(sending.data)}</p> : null}
      <p className="cb-actions">
        <Button
          type="button"
          outline
          disabled={sending.isPending || why !== undefined}
          onClick={() => sending.mutate()}
        >
          {button}
        </Button>
        <span>{why}</span>
      </p>
    </>
  )
}
