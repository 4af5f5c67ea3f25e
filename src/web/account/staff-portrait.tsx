import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { useState } from 'react'
import { ownPortraitQuery } from '../oversight/oversight-queries.ts'
import { api, sendForm, take } from '../parts/api.ts'
import { PhotoField } from '../parts/photo-field.tsx'
import { Failed, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'

type Own = { asked: boolean; addedAt?: string }

/** The person's own staff photograph, where the agency asks for it or still holds it. */
export function StaffPortrait() {
  const own = useQuery(ownPortraitQuery)
  return (
    <Shown query={own} what="your staff photograph" rows={2}>
      {(found) => (found.asked || found.addedAt !== undefined ? <Portrait own={found} /> : null)}
    </Shown>
  )
}

function Portrait({ own: { asked, addedAt } }: { own: Own }) {
  const client = useQueryClient()
  const [photo, setPhoto] = useState<File>()
  const act = useMutation({
    mutationFn: async (what: 'give' | 'take back') => {
      if (what === 'take back') return take(api.DELETE('/api/account/portrait'))
      const form = new FormData()
      if (photo !== undefined) form.append('photo', photo, photo.name)
      return sendForm<Own>({ method: 'PUT', path: '/api/account/portrait', form })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ownPortraitQuery.queryKey }),
  })
  return (
    <section aria-labelledby="portrait-title">
      <h2 id="portrait-title">Staff photograph</h2>
      <p>
        A search whose probe resembles your photograph raises an alarm for auditors. It guards you: it is in
        no gallery, is never a candidate, is shown to nobody, and is deleted when you leave.{' '}
        {addedAt === undefined ? (
          'None is held.'
        ) : (
          <>
            Yours is held since <When at={addedAt} />.
          </>
        )}
      </p>
      {asked ? (
        <PhotoField
          id="own-portrait"
          label="Your photograph"
          hint="One face, from the front."
          onChange={setPhoto}
        />
      ) : (
        <p>Your agency does not ask for it any more; you may take it back.</p>
      )}
      {act.isError ? <Failed doing="keep your photograph" thrown={act.error} /> : null}
      <p className="cb-actions">
        {asked ? (
          <Button
            type="button"
            disabled={act.isPending || photo === undefined}
            onClick={() => act.mutate('give')}
          >
            {addedAt === undefined ? 'Register it' : 'Replace it'}
          </Button>
        ) : null}
        {addedAt === undefined ? null : (
          <Button type="button" outline disabled={act.isPending} onClick={() => act.mutate('take back')}>
            Take it back
          </Button>
        )}
        <span role="status">{act.isPending ? 'Working…' : ''}</span>
      </p>
    </section>
  )
}
