import { Alert, Button } from '@trussworks/react-uswds'
import type { ReactNode } from 'react'
import { asTrouble } from './trouble.ts'

/** Stands where a list will stand, as high as the list will be, so that nothing jumps. */
export function Loading({ what, rows = 6 }: { what: string; rows?: number }) {
  const lines = Array.from({ length: rows }, (_, row) => `row ${row}`)
  return (
    <div role="status" className="cb-skeleton">
      <span className="usa-sr-only">Loading {what}…</span>
      {lines.map((line) => (
        <div key={line} className="cb-skeleton-row" aria-hidden="true" />
      ))}
    </div>
  )
}

/** An empty list says what it is for and what to do first. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="cb-empty">
      <h2 className="cb-empty-title">{title}</h2>
      {children}
    </div>
  )
}

type FailedProps = { doing: string; thrown: unknown; again?: (() => void) | undefined; kept?: string }

/** An error in words: what could not be done, why, what was kept, and a way to try again. */
export function Failed({ doing, thrown, again, kept }: FailedProps) {
  const trouble = asTrouble(thrown)
  return (
    <Alert type="error" headingLevel="h2" heading={`Could not ${doing}`} role="alert">
      {trouble.message} {trouble.needed}
      {trouble.reference === undefined ? null : (
        <>
          {' '}
          Quote <code>{trouble.reference}</code> to your administrator.
        </>
      )}
      {kept === undefined ? null : <> {kept}</>}
      {again === undefined ? null : (
        <div className="margin-top-1">
          <Button type="button" outline onClick={again}>
            Try again
          </Button>
        </div>
      )}
    </Alert>
  )
}

/** One of loading, failed, or the thing itself. */
export function Shown<T>(props: {
  query: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown }
  what: string
  rows?: number
  children: (data: T) => ReactNode
}) {
  const { query, what } = props
  if (query.data !== undefined) return props.children(query.data)
  if (query.isPending)
    return <Loading what={what} {...(props.rows === undefined ? {} : { rows: props.rows })} />
  return <Failed doing={`show ${what}`} thrown={query.error} again={() => void query.refetch()} />
}
