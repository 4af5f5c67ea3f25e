import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ErrorMessage, FormGroup } from '@trussworks/react-uswds'
import { type DragEvent, useEffect, useState } from 'react'
import { type CaseRequest, sendProbe } from '../parts/api.ts'
import { imageTypes } from '../parts/photo-field.tsx'
import { requestQuery, requestsQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import { probeUrl } from './probe-url.ts'

/** Takes the image: chosen, dropped, pasted, or from the camera; it is sent at once and stays with the draft. */
export function PhotoDrop({ request, fault }: { request: CaseRequest; fault: string | undefined }) {
  const send = useSendPhoto(request.id)
  const { mutate } = send
  const [over, setOver] = useState(false)
  useEffect(() => {
    const pasted = (event: ClipboardEvent) => {
      const file = [...(event.clipboardData?.files ?? [])].find((one) => one.type.startsWith('image/'))
      if (file !== undefined) mutate(file)
    }
    document.addEventListener('paste', pasted)
    return () => document.removeEventListener('paste', pasted)
  }, [mutate])
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file !== undefined) mutate(file)
  }
  return (
    <FormGroup error={fault !== undefined}>
      {fault === undefined ? null : <ErrorMessage id="photo-error">{fault}</ErrorMessage>}
      <section
        className="cb-drop"
        data-over={over}
        aria-label="The image"
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
      >
        <Picture request={request} busy={send.isPending} />
        <Choosers onFile={mutate} replaces={request.probe !== undefined} />
      </section>
      {send.isError ? (
        <Failed doing="use this image" thrown={send.error} kept="Your answers are kept." />
      ) : null}
    </FormGroup>
  )
}

function useSendPhoto(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (photo: Blob) => sendProbe(id, photo),
    onSuccess: (request) => {
      client.setQueryData(requestQuery(id).queryKey, request)
      void client.invalidateQueries({ queryKey: requestsQuery.queryKey, exact: true })
    },
  })
}

function Picture({ request, busy }: { request: CaseRequest; busy: boolean }) {
  const { probe } = request
  return (
    <div className="cb-light-box cb-drop-picture">
      {probe === undefined ? null : (
        <img src={probeUrl(request)} alt={`The image, ${probe.widthPx} by ${probe.heightPx} pixels`} />
      )}
      <p role="status" className={probe === undefined || busy ? 'cb-drop-words' : 'usa-sr-only'}>
        {busy ? 'Sending the image and looking for faces…' : wordsOf(request)}
      </p>
    </div>
  )
}

function wordsOf({ probe }: CaseRequest): string {
  if (probe === undefined) return 'No image yet. Choose one, drop it here, or paste it.'
  const count = probe.faces.length
  return `Image received. ${count === 0 ? 'No face' : count === 1 ? 'One face' : `${count} faces`} found.`
}

type ChoosersProps = { onFile: (file: Blob) => void; replaces: boolean }

function Choosers({ onFile, replaces }: ChoosersProps) {
  return (
    <div className="cb-drop-choosers">
      <FileChooser id="photo" label={replaces ? 'Choose another image' : 'Choose an image'} onFile={onFile} />
      <FileChooser id="camera" label="Take a photograph" onFile={onFile} fromCamera />
      <p className="usa-hint">JPEG, PNG, WebP or TIFF. The original is kept untouched.</p>
    </div>
  )
}

function FileChooser(props: {
  id: string
  label: string
  onFile: (file: Blob) => void
  fromCamera?: boolean
}) {
  const { id, label, onFile, fromCamera = false } = props
  return (
    <span className={fromCamera ? 'cb-chooser cb-phone-only' : 'cb-chooser'}>
      <input
        id={id}
        type="file"
        className="cb-chooser-input"
        accept={imageTypes}
        {...(fromCamera ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file !== undefined) onFile(file)
        }}
      />
      <label htmlFor={id} className="usa-button usa-button--outline">
        {label}
      </label>
    </span>
  )
}
