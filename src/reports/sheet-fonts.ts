import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** Public Sans and Roboto Mono as the USWDS package ships them (SIL OFL 1.1 and Apache-2.0: both may be embedded). */
const files = {
  text: 'public-sans/PublicSans-Regular.ttf',
  strong: 'public-sans/PublicSans-Bold.ttf',
  mono: 'roboto-mono/roboto-mono-v5-latin-regular.ttf',
} as const

export type SheetFont = keyof typeof files

/** Registers the fonts of the house with a document, under the names of SheetFont. */
export function registerFonts(document: PDFKit.PDFDocument): void {
  const script = createRequire(import.meta.url).resolve('@uswds/uswds')
  const folder = path.join(path.dirname(script), '..', 'fonts')
  for (const [name, file] of Object.entries(files))
    document.registerFont(name, readFileSync(path.join(folder, file)))
}
