import { useQuery } from '@tanstack/react-query'
import type { Picture } from '../../preparation/index.ts'
import type { BenchOriginal } from './bench-place.ts'

/** Above this the browser would stutter; the copy is then shown as the server makes it, a moment later. */
const mostPixels = 4_000_000

/** The pixels of the original as displayed, for the preview while a slider moves; undefined when it is too large. */
export function useOriginal({ url, widthPx, heightPx }: BenchOriginal): Picture | undefined {
  const pixels = useQuery({
    queryKey: ['pixels', url],
    queryFn: async () => readPixels(await fetchBitmap(url)),
    enabled: widthPx * heightPx <= mostPixels,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
  return pixels.data
}

export async function fetchBitmap(url: string): Promise<ImageBitmap> {
  const answer = await fetch(url, { credentials: 'same-origin' })
  if (!answer.ok) throw new TypeError(`the picture could not be read (${answer.status})`)
  return createImageBitmap(await answer.blob())
}

function readPixels(bitmap: ImageBitmap): Picture {
  const canvas = document.createElement('canvas')
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new TypeError('this browser cannot draw')
  context.drawImage(bitmap, 0, 0)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  const rgb = new Uint8Array((data.length / 4) * 3)
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    rgb[to] = data[from] ?? 0
    rgb[to + 1] = data[from + 1] ?? 0
    rgb[to + 2] = data[from + 2] ?? 0
  }
  return { widthPx: bitmap.width, heightPx: bitmap.height, rgb }
}
