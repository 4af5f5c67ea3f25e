/** A piece of a page that is safe to print as it is. Text becomes one only by way of `html`, which escapes it. */
export type Html = { readonly html: string }

type Part = string | number | Html | readonly Html[] | undefined

const escaped: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeText = (text: string): string => text.replace(/[&<>"']/g, (sign) => escaped[sign] ?? sign)

/** Writes a piece of a page: text and numbers are escaped, pieces are taken as they are, nothing is left out silently. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const texts = strings.map((string, at) => string + (at < parts.length ? printed(parts[at]) : ''))
  return { html: texts.join('') }
}

function printed(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeText(`${part}`)
  return 'html' in part ? part.html : part.map((one) => one.html).join('')
}
