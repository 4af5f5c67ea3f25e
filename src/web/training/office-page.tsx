import { type UseMutationResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { useState } from 'react'
import { Link } from 'react-router'
import type { components } from '../api.generated.ts'
import { api, take } from '../parts/api.ts'
import { LongTextField } from '../parts/fields.tsx'
import { here } from '../parts/here.ts'
import { PageHeading } from '../parts/page.tsx'
import { Empty, Failed, Shown } from '../parts/states.tsx'
import { Trouble } from '../parts/trouble.ts'
import { CertificateTable } from './certificate-table.tsx'
import { officeQuery } from './training-queries.ts'
import { coversInWords } from './training-words.ts'

type Office = components['schemas']['TrainingOffice']
type Deed = { readonly words: string; readonly run: () => Promise<unknown> }
type Doing = UseMutationResult<unknown, Error, Deed>

/** What waits for a training officer, and every certificate with the acts about it. */
export function OfficePage() {
  const office = useQuery(officeQuery)
  const client = useQueryClient()
  const doing = useMutation({
    mutationFn: (deed: Deed) => deed.run(),
    onSuccess: () => client.invalidateQueries({ queryKey: ['training'] }),
  })
  return (
    <>
      <p className="cb-back">
        <Link to="/training">Training</Link>
      </p>
      <PageHeading title="Training office">
        Nobody decides about a certificate of their own. Each act is logged.
      </PageHeading>
      {doing.isError ? <Failed doing={doing.variables?.words ?? 'do this'} thrown={doing.error} /> : null}
      <Shown query={office} what="the training office">
        {(shown) => (
          <>
            <Earned earned={shown.earned} doing={doing} />
            <Imports imports={shown.imports} doing={doing} />
            <h2>Certificates</h2>
            {shown.certificates.length === 0 ? (
              <p>There are none yet.</p>
            ) : (
              <CertificateTable
                certificates={shown.certificates}
                more={(row) => <CertificateActs row={row} doing={doing} />}
              />
            )}
          </>
        )}
      </Shown>
    </>
  )
}

function Earned({ earned, doing }: { earned: Office['earned']; doing: Doing }) {
  const issue = (userId: string, course: string) =>
    doing.mutate({
      words: 'issue the certificate',
      run: () => take(api.POST('/api/training/office/certificates', { body: { userId, course } })),
    })
  return (
    <>
      <h2>Passed, waiting for a certificate</h2>
      {earned.length === 0 ? (
        <Empty title="Nobody waits">
          <p>Who has passed every part of a course whose certificate you issue stands here.</p>
        </Empty>
      ) : (
        <ul className="cb-office">
          {earned.map(({ userId, name, course, title, isYou }) => (
            <li key={`${userId} ${course}`}>
              {name}: {title}{' '}
              {isYou ? (
                <span className="cb-soft">Another training officer must issue yours.</span>
              ) : (
                <Button type="button" onClick={() => issue(userId, course)} disabled={doing.isPending}>
                  Issue<span className="usa-sr-only"> the certificate of {name}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Imports({ imports, doing }: { imports: Office['imports']; doing: Doing }) {
  const open = imports.filter(({ decision }) => decision === undefined)
  const decide = (id: string, answer: { approved: boolean; reason: string }) =>
    doing.mutate({
      words: 'decide about this certificate',
      run: async () => {
        const { response, error } = await api.POST('/api/training/office/imports/{id}/decision', {
          params: { path: { id } },
          body: answer,
        })
        if (!response.ok) throw new Trouble(response.status, error)
      },
    })
  if (open.length === 0) return null
  return (
    <>
      <h2>Certificates from elsewhere</h2>
      <ul className="cb-office">
        {open.map((one) => (
          <li key={one.id}>
            <p>
              {one.holder}: <code>{one.course}</code> by <code>{one.issuer}</code>, {one.validFrom} to{' '}
              {one.validTo}, to cover {coversInWords(one.covers)}.{' '}
              <a href={here(`/api/training/imports/${one.id}/evidence`)}>Evidence</a>
            </p>
            {one.holderIsYou ? (
              <p className="cb-soft">It is yours; another training officer must decide.</p>
            ) : (
              <WithReason
                id={one.id}
                acts={[
                  { words: 'Approve', run: (reason) => decide(one.id, { approved: true, reason }) },
                  { words: 'Decline', run: (reason) => decide(one.id, { approved: false, reason }) },
                ]}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

const actsFrom = {
  issued: ['suspended', 'revoked'],
  suspended: ['reinstated', 'revoked'],
  revoked: [],
} as const
const actWords = { suspended: 'Suspend', reinstated: 'Reinstate', revoked: 'Revoke for good' } as const

function CertificateActs({ row, doing }: { row: Office['certificates'][number]; doing: Doing }) {
  const change = (act: keyof typeof actWords, reason: string) =>
    doing.mutate({
      words: `${actWords[act].toLowerCase()} the certificate`,
      run: async () => {
        const { response, error } = await api.POST('/api/training/office/certificates/{id}/acts', {
          params: { path: { id: row.id } },
          body: { act, reason },
        })
        if (!response.ok) throw new Trouble(response.status, error)
      },
    })
  if (row.isYou) return <span className="cb-soft">yours; another officer decides</span>
  const acts = actsFrom[row.standing]
  if (acts.length === 0) return <span className="cb-soft">final</span>
  return (
    <details>
      <summary>
        Change<span className="usa-sr-only"> the certificate of {row.holder}</span>
      </summary>
      <WithReason
        id={row.id}
        acts={acts.map((act) => ({ words: actWords[act], run: (reason) => change(act, reason) }))}
      />
    </details>
  )
}

type Act = { readonly words: string; readonly run: (reason: string) => void }

function WithReason({ id, acts }: { id: string; acts: readonly Act[] }) {
  const [reason, setReason] = useState('')
  const short = reason.trim().length < 10
  return (
    <>
      <LongTextField
        id={`reason-${id}`}
        label="Reason"
        hint="A sentence for whoever reads it later; sealed in the log"
        value={reason}
        maxLength={500}
        onChange={setReason}
      />
      {acts.map(({ words, run }) => (
        <Button
          key={words}
          type="button"
          outline
          aria-disabled={short}
          aria-describedby={`reason-${id}-hint`}
          onClick={() => (short ? document.getElementById(`reason-${id}`)?.focus() : run(reason))}
        >
          {words}
        </Button>
      ))}
    </>
  )
}
