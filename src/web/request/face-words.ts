import type { Face } from '../parts/api.ts'

type Size = { readonly widthPx: number; readonly heightPx: number }

/** Where a face is in its picture: "top left", "centre", "bottom right". */
export function whereIs(face: Pick<Face, 'box'>, picture: Size): string {
  const { x, y, widthPx, heightPx } = face.box
  const across = third((x + widthPx / 2) / picture.widthPx, ['left', '', 'right'])
  const down = third((y + heightPx / 2) / picture.heightPx, ['top', '', 'bottom'])
  const words = [down, across].filter((word) => word !== '').join(' ')
  return words === '' ? 'centre' : words
}

function third(part: number, words: readonly [string, string, string]): string {
  if (part < 1 / 3) return words[0]
  return part > 2 / 3 ? words[2] : words[1]
}
