import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** One piece of text on a page: where it begins, in points from the lower left corner, and how wide it is. */
export type PlacedText = {
  readonly text: string
  readonly xPt: number
  readonly yPt: number
  readonly widthPt: number
}
export type StructureNode = {
  readonly role?: string
  readonly type?: string
  readonly alt?: string
  readonly children?: readonly StructureNode[]
}
export type ReadPage = {
  readonly text: string
  readonly placed: readonly PlacedText[]
  readonly nodes: readonly StructureNode[]
}

/** Reads a PDF back with an independent reader, for the tests of this room. */
export async function readSheet(bytes: Uint8Array) {
  const document = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise
  const pages: ReadPage[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const placed = items.flatMap((item) =>
      'str' in item
        ? [{ text: item.str, xPt: item.transform[4], yPt: item.transform[5], widthPt: item.width }]
        : [],
    )
    const text = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? ' ' : ''}` : '')).join('')
    pages.push({ text: text.replace(/\s+/g, ' '), placed, nodes: flatten(await page.getStructTree()) })
  }
  const { info } = await document.getMetadata()
  const result = {
    pages,
    text: pages.map((page) => page.text).join(' '),
    info: info as Readonly<Record<string, unknown>>,
    marked: (await document.getMarkInfo())?.Marked === true,
    preferences: await document.getViewerPreferences(),
  }
  await document.destroy()
  return result
}

function flatten(node: StructureNode | null): readonly StructureNode[] {
  return node === null ? [] : [node, ...(node.children ?? []).flatMap(flatten)]
}
