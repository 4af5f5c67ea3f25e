import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type KeyboardEvent, type MouseEvent, useState } from 'react'
import { must } from '../../kernel/index.ts'
import { api, type CaseRequest, take } from '../parts/api.ts'
import type { Size } from '../parts/by-hand.ts'
import { requestQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import { searchedUrl } from './probe-url.ts'
import { searchedPicture } from './steps.ts'

type Point = { readonly x: number; readonly y: number }
type Eye = 'leftEye' | 'rightEye'
type Eyes = Readonly<Record<Eye, Point>>
const eyes: readonly { readonly eye: Eye; readonly words: string; readonly sign: string }[] = [
  { eye: 'leftEye', words: 'Eye on the left of the picture', sign: 'L' },
  { eye: 'rightEye', words: 'Eye on the right of the picture', sign: 'R' },
]

/** Where no face was found: a person says where the eyes are, by clicking, by arrow keys, or by numbers. */
export function MarkEyes({ request }: { request: CaseRequest }) {
  const picture = must(searchedPicture(request), 'picture that is searched')
  const [at, setAt] = useState<Eyes>(() => middleOf(picture))
  const [active, setActive] = useState<Eye>('leftEye')
  const place = usePlaceFace(request.id)
  const move = (eye: Eye, to: Point) => setAt((before) => ({ ...before, [eye]: inside(to, picture) }))
  const clicked = (event: MouseEvent<HTMLElement>) => {
    const bounds = event.currentTarget.getBoundingClientRect()
    const scale = picture.widthPx / bounds.width
    move(active, { x: (event.clientX - bounds.left) * scale, y: (event.clientY - bounds.top) * scale })
    setActive(active === 'leftEye' ? 'rightEye' : 'leftEye')
  }
  return (
    <div className="cb-mark">
      <p className="usa-hint">
        Click the eye on the left of the picture, then the one on the right; or move the marks with the arrow
        keys. Who marked them, when and where is sealed into the log.
      </p>
      <Marked request={request} picture={picture} at={at} active={active} onClick={clicked} onMove={move} />
      <div className="cb-mark-fields">
        {eyes.map(({ eye, words }) => (
          <Place
            key={eye}
            id={eye}
            words={words}
            point={at[eye]}
            onFocus={() => setActive(eye)}
            onMove={(to) => move(eye, to)}
          />
        ))}
      </div>
      <Button type="button" disabled={place.isPending} onClick={() => place.mutate(at)}>
        {place.isPending ? 'Marking…' : 'Search with the face marked here'}
      </Button>
      {place.isError ? (
        <Failed doing="use these marks" thrown={place.error} kept="The marks are kept." />
      ) : null}
    </div>
  )
}

function usePlaceFace(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Eyes) =>
      take(api.POST('/api/requests/{id}/placed-face', { params: { path: { id } }, body })),
    onSuccess: (request) => client.setQueryData(requestQuery(id).queryKey, request),
  })
}

const middleOf = ({ widthPx, heightPx }: Size): Eyes => ({
  leftEye: { x: Math.round(widthPx * 0.45), y: Math.round(heightPx * 0.4) },
  rightEye: { x: Math.round(widthPx * 0.55), y: Math.round(heightPx * 0.4) },
})
const inside = ({ x, y }: Point, { widthPx, heightPx }: Size): Point => ({
  x: Math.round(Math.min(widthPx, Math.max(0, x))),
  y: Math.round(Math.min(heightPx, Math.max(0, y))),
})

const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

type MarkedProps = {
  request: CaseRequest
  picture: Size
  at: Eyes
  active: Eye
  onClick: (event: MouseEvent<HTMLElement>) => void
  onMove: (eye: Eye, to: Point) => void
}

function Marked({ request, picture, at, active, onClick, onMove }: MarkedProps) {
  const pressed = (eye: Eye) => (event: KeyboardEvent) => {
    const by = arrows[event.key]
    if (by === undefined) return
    event.preventDefault()
    const far = event.shiftKey ? 10 : 1
    onMove(eye, { x: at[eye].x + by.x * far, y: at[eye].y + by.y * far })
  }
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(3)}%`
  return (
    <div className="cb-light-box cb-mark-box">
      <div className="cb-mark-stage">
        <button type="button" tabIndex={-1} className="cb-mark-picture" onClick={onClick} aria-hidden="true">
          <img src={searchedUrl(request)} alt="" width={picture.widthPx} height={picture.heightPx} />
        </button>
        {eyes.map(({ eye, words, sign }) => (
          <button
            key={eye}
            type="button"
            className="cb-eye"
            data-active={eye === active}
            aria-label={`${words}: ${at[eye].x}, ${at[eye].y}. Arrow keys move it, with Shift by ten.`}
            style={{ left: percent(at[eye].x, picture.widthPx), top: percent(at[eye].y, picture.heightPx) }}
            onKeyDown={pressed(eye)}
          >
            <span>{sign}</span>
          </button>
        ))}
      </div>
    </div>
  )
}

type PlaceProps = {
  id: string
  words: string
  point: Point
  onFocus: () => void
  onMove: (to: Point) => void
}

function Place({ id, words, point, onFocus, onMove }: PlaceProps) {
  return (
    <fieldset className="usa-fieldset cb-mark-place">
      <legend>{words}</legend>
      {(['x', 'y'] as const).map((axis) => (
        <label key={axis} htmlFor={`${id}-${axis}`}>
          {axis === 'x' ? 'from the left' : 'from the top'}
          <input
            id={`${id}-${axis}`}
            type="number"
            className="usa-input"
            value={point[axis]}
            onFocus={onFocus}
            onChange={(event) => onMove({ ...point, [axis]: Number(event.target.value) })}
          />
        </label>
      ))}
    </fieldset>
  )
}
