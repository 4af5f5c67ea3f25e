import { type RefObject, useEffect, useRef } from 'react'
import { isRefused } from '../../kernel/index.ts'
import { applyRecipe, type Picture, type Recipe } from '../../preparation/index.ts'
import { fetchBitmap } from './use-original.ts'

type CanvasProps = {
  /** Pixels to preview from; undefined shows only what the server made. */
  original: Picture | undefined
  steps: Recipe
  /** Address of the server's working copy when it is that of these steps. */
  savedUrl: string | undefined
  style: { readonly transform: string }
  label: string
}

/**
 * The working copy: at once by the same code as on the server, then, when it is saved, the server's own pixels. The first is
 * made from the displayed JPEG and may differ by its compression.
 */
export function CopyCanvas({ original, steps, savedUrl, style, label }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  usePreview(canvas, { original, steps, saved: savedUrl !== undefined })
  useSaved(canvas, savedUrl)
  return (
    <canvas ref={canvas} role="img" aria-label={label} style={style}>
      {label}
    </canvas>
  )
}

type Canvas = RefObject<HTMLCanvasElement | null>

function usePreview(canvas: Canvas, of: { original: Picture | undefined; steps: Recipe; saved: boolean }) {
  const { original, steps, saved } = of
  useEffect(() => {
    if (original === undefined || saved) return
    // After the paint of the slider, so that it follows the hand.
    const timer = window.setTimeout(() => paint(canvas, original, steps), 0)
    return () => window.clearTimeout(timer)
  }, [canvas, original, steps, saved])
}

function paint(canvas: Canvas, original: Picture, steps: Recipe): void {
  const element = canvas.current
  if (element === null) return
  try {
    const { widthPx, heightPx, rgb } = applyRecipe(original, steps)
    const image = new ImageData(widthPx, heightPx)
    for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
      image.data[to] = rgb[from] ?? 0
      image.data[to + 1] = rgb[from + 1] ?? 0
      image.data[to + 2] = rgb[from + 2] ?? 0
      image.data[to + 3] = 255
    }
    resized(element, widthPx, heightPx).putImageData(image, 0, 0)
  } catch (error) {
    // The words of a refused step stand beside the steps; the last good picture stays.
    if (!isRefused(error)) throw error
  }
}

function useSaved(canvas: Canvas, savedUrl: string | undefined) {
  useEffect(() => {
    if (savedUrl === undefined) return
    let wanted = true
    fetchBitmap(savedUrl).then(
      (bitmap) => {
        const element = canvas.current
        if (wanted && element !== null) {
          resized(element, bitmap.width, bitmap.height).drawImage(bitmap, 0, 0)
        }
      },
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [canvas, savedUrl])
}

function resized(element: HTMLCanvasElement, widthPx: number, heightPx: number): CanvasRenderingContext2D {
  if (element.width !== widthPx) element.width = widthPx
  if (element.height !== heightPx) element.height = heightPx
  const context = element.getContext('2d')
  if (context === null) throw new TypeError('this browser cannot draw')
  return context
}
