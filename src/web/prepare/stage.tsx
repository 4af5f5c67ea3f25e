import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Picture, Recipe } from '../../preparation/index.ts'
import { type Size, useDrag, useSize, useWheel } from '../parts/by-hand.ts'
import { pressName } from '../parts/key-table.ts'
import { useKeys, useKeyTable, useKeyWords } from '../parts/use-keys.ts'
import type { BenchOriginal } from './bench-place.ts'
import { CopyCanvas } from './copy-canvas.tsx'
import {
  type CopyView,
  type Placement,
  panned,
  placeCopy,
  placeOriginal,
  shorter,
  shownPart,
  viewFromFit,
  zoomed,
} from './copy-view.ts'
import { StageTools } from './stage-tools.tsx'

type StageProps = {
  original: BenchOriginal
  steps: Recipe
  copy: Size
  pixels: Picture | undefined
  savedUrl: string | undefined
  title: string
  onCrop: (part: { xPx: number; yPx: number; widthPx: number; heightPx: number }) => void
}

/** Original left, working copy right, looked at together; the original comes into the place of the copy with one key. */
export function Stage(props: StageProps) {
  const { original, steps, copy, title } = props
  const pictures = { original, recipe: steps, copy }
  const [view, setView] = useState<CopyView>(undefined)
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const move = (how: (from: NonNullable<CopyView>) => CopyView) =>
    setView((before) => how(before ?? viewFromFit(pictures, size)))
  const look = {
    zoom: (factor: number) => move((from) => zoomed(from, factor, original)),
    pan: (x: number, y: number) => move((from) => panned(from, { x, y }, original)),
    fit: () => setView(undefined),
  }
  const peek = usePeek()
  const toCopy = useKeyWords('original', 'goes back to the copy')
  useLookingKeys(look, peek.toggle)
  const crop = shownPart(view, pictures, size)
  return (
    <div className="cb-stage">
      <div className="cb-light-box cb-frames" data-peek={peek.on}>
        <Frame caption="Original, untouched" look={look} className="cb-frame-original">
          {(own) => <Original original={original} placement={placeOriginal(view, original, own)} />}
        </Frame>
        <Frame
          caption={peek.on ? `Original, untouched${toCopy}` : `Working copy · ${title}`}
          look={look}
          outer={frame}
        >
          {(own) => (
            <>
              {peek.on ? (
                <Original original={original} placement={placeOriginal(view, original, own)} />
              ) : null}
              <CopyCanvas
                original={props.pixels}
                steps={steps}
                savedUrl={props.savedUrl}
                style={{
                  ...styleOf(placeCopy(view, pictures, own)),
                  ...(peek.on ? { visibility: 'hidden' } : {}),
                }}
                label={`Working copy ${title}, ${copy.widthPx} by ${copy.heightPx} pixels`}
              />
            </>
          )}
        </Frame>
      </div>
      <StageTools
        look={look}
        peek={peek}
        fitted={view === undefined}
        words={`original ${original.widthPx} × ${original.heightPx} px, copy ${copy.widthPx} × ${copy.heightPx} px`}
        onCrop={() => props.onCrop(crop)}
      />
    </div>
  )
}

export type Look = {
  readonly zoom: (factor: number) => void
  readonly pan: (x: number, y: number) => void
  readonly fit: () => void
}

const styleOf = ({ leftPx, topPx, scale }: Placement): { transform: string } & CSSProperties => ({
  transform: `translate(${leftPx}px, ${topPx}px) scale(${scale})`,
})

function Original({ original, placement }: { original: BenchOriginal; placement: Placement }) {
  const { url, widthPx, heightPx } = original
  return (
    <img
      src={url}
      alt="The original, untouched"
      draggable={false}
      width={widthPx}
      height={heightPx}
      style={styleOf(placement)}
    />
  )
}

type FrameProps = {
  caption: string
  look: Look
  className?: string
  outer?: React.RefObject<HTMLDivElement | null>
  children: (size: Size) => ReactNode
}

function Frame({ caption, look, className = '', outer, children }: FrameProps) {
  const inner = useRef<HTMLDivElement>(null)
  const frame = outer ?? inner
  const size = useSize(frame)
  useWheel(frame, (factor) => look.zoom(factor))
  const shortPx = shorter(size)
  const drag = useDrag((by) => look.pan(-by.x / shortPx, -by.y / shortPx))
  return (
    <figure className={`cb-viewer ${className}`}>
      <div ref={frame} className="cb-viewer-frame cb-stage-frame" {...drag}>
        {children(size)}
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  )
}

const heldMs = 350

/** Whether the original stands in the place of the copy: pressed to stay, or held for as long as it is held. */
function usePeek() {
  const [on, setOn] = useState(false)
  const pressedAt = useRef(0)
  const presses = useKeyTable().rows.find(({ act }) => act === 'original')?.presses ?? []
  const toggle = () => {
    pressedAt.current = performance.now()
    setOn((before) => !before)
  }
  useEffect(() => {
    const released = (event: KeyboardEvent) => {
      const held = performance.now() - pressedAt.current > heldMs
      if (!presses.includes(pressName(event) ?? '')) return
      if (pressedAt.current > 0 && held) setOn(false)
      pressedAt.current = 0
    }
    document.addEventListener('keyup', released)
    return () => document.removeEventListener('keyup', released)
  }, [presses])
  return { on, toggle }
}

function useLookingKeys(look: Look, original: () => void) {
  useKeys('preparation', {
    original,
    zoomIn: () => look.zoom(1.25),
    zoomOut: () => look.zoom(0.8),
    fit: look.fit,
    panLeft: () => look.pan(-0.1, 0),
    panRight: () => look.pan(0.1, 0),
    panUp: () => look.pan(0, -0.1),
    panDown: () => look.pan(0, 0.1),
  })
}
