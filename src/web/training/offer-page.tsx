import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, FormGroup, Label } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { RadioField, TextField } from '../parts/fields.tsx'
import '../parts/file-field.css'
import { here } from '../parts/here.ts'
import { PageHeading } from '../parts/page.tsx'
import { Failed } from '../parts/states.tsx'
import { Trouble } from '../parts/trouble.ts'

const empty = { issuer: '', course: '', validFrom: '', validTo: '', covers: 'search' }
type Offer = typeof empty

/** A certificate from elsewhere, with its evidence, for a training officer to approve. */
export function OfferPage() {
  const [offer, setOffer] = useState(empty)
  const [evidence, setEvidence] = useState<File>()
  const [asked, setAsked] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const send = useMutation({
    mutationFn: () => sendOffer(offer, evidence),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['training'] })
      navigate('/training')
    },
  })
  const missing = (value: string) => (asked && value.trim() === '' ? 'This is needed.' : undefined)
  const set = (name: keyof Offer) => (value: string) => setOffer({ ...offer, [name]: value })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (evidence !== undefined && Object.values(offer).every((value) => value.trim() !== '')) send.mutate()
  }
  return (
    <>
      <p className="cb-back">
        <Link to="/training">Training</Link>
      </p>
      <PageHeading title="A certificate from elsewhere">
        It counts when a training officer, who is not you, has seen the evidence and approved it.
      </PageHeading>
      <form onSubmit={submit} noValidate>
        <OfferFields {...{ offer, set, missing, asked, evidence, setEvidence }} />
        {send.isError ? <Failed doing="offer it" thrown={send.error} kept="What you typed is kept." /> : null}
        <Button type="submit" disabled={send.isPending}>
          Offer it
        </Button>
      </form>
    </>
  )
}

type FieldsProps = {
  offer: Offer
  set: (name: keyof Offer) => (value: string) => void
  missing: (value: string) => string | undefined
  asked: boolean
  evidence: File | undefined
  setEvidence: (file: File | undefined) => void
}

function OfferFields({ offer, set, missing, asked, evidence, setEvidence }: FieldsProps) {
  return (
    <>
      <TextField
        id="issuer"
        label="Who issued it"
        hint="A short code, public in the log: fbi, lacris, state-academy"
        value={offer.issuer}
        error={missing(offer.issuer)}
        onChange={set('issuer')}
      />
      <TextField
        id="course"
        label="Which course"
        hint="A short code: letters, digits, hyphens"
        value={offer.course}
        error={missing(offer.course)}
        onChange={set('course')}
      />
      <RadioField
        id="covers"
        label="What it should cover"
        value={offer.covers}
        onChange={set('covers')}
        choices={[
          { code: 'search', title: 'Asking for searches' },
          { code: 'search,examine', title: 'Asking for searches and examining' },
        ]}
      />
      <TextField
        id="validFrom"
        label="First day"
        type="date"
        value={offer.validFrom}
        error={missing(offer.validFrom)}
        onChange={set('validFrom')}
      />
      <TextField
        id="validTo"
        label="Last day"
        type="date"
        value={offer.validTo}
        error={missing(offer.validTo)}
        onChange={set('validTo')}
      />
      <FormGroup error={asked && evidence === undefined}>
        <Label htmlFor="evidence">Evidence</Label>
        <span id="evidence-hint" className="usa-hint">
          The certificate as PDF, PNG or JPEG, at most 8 MiB
          {asked && evidence === undefined ? '. It is needed' : ''}
        </span>
        <input
          type="file"
          id="evidence"
          name="evidence"
          className="usa-input cb-file"
          accept=".pdf,.png,.jpg,.jpeg"
          aria-describedby="evidence-hint"
          onChange={(event) => setEvidence(event.target.files?.[0])}
        />
      </FormGroup>
    </>
  )
}

async function sendOffer(offer: Offer, evidence: File | undefined): Promise<void> {
  const form = new FormData()
  for (const [name, value] of Object.entries(offer)) form.append(name, value.trim())
  if (evidence !== undefined) form.append('evidence', evidence, evidence.name)
  const response = await fetch(here('/api/training/imports'), {
    method: 'POST',
    headers: { 'x-casebound': 'web' },
    body: form,
  })
  if (!response.ok) throw new Trouble(response.status, await response.json().catch(() => undefined))
}
