import { lexer, type Token, type Tokens } from 'marked'

/** A run of text in one style. */
export type Span = { readonly text: string; readonly style?: 'strong' | 'emphasis' | 'code' }

/** What a lesson is made of; nothing else can stand in one, least of all markup of its own. */
export type Block =
  | { readonly kind: 'heading'; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'note'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] }
  | {
      readonly kind: 'table'
      readonly head: readonly (readonly Span[])[]
      readonly rows: readonly (readonly (readonly Span[])[])[]
    }
  | {
      readonly kind: 'pictures'
      readonly pictures: readonly { readonly name: string; readonly caption: string }[]
    }

export type ReadLesson = { readonly title: string; readonly blocks: readonly Block[] }

/** Reads a lesson: a title, then headings, paragraphs, lists, notes, tables and pictures. Throws on anything else. */
export function readLesson(markdown: string): ReadLesson {
  const [first, ...rest] = lexer(markdown).filter(({ type }) => type !== 'space')
  if (first?.type !== 'heading' || first.depth !== 1) throw new Error('a lesson begins with its title')
  return { title: first.text, blocks: rest.map(blockOf) }
}

function blockOf(token: Token): Block {
  switch (token.type) {
    case 'heading':
      if (token.depth !== 2) throw new Error(`a heading of depth ${token.depth}: ${token.text}`)
      return { kind: 'heading', spans: spansOf(token.tokens) }
    case 'paragraph':
      return paragraphOf(token as Tokens.Paragraph)
    case 'blockquote':
      return {
        kind: 'note',
        spans: spansOf((token.tokens ?? []).flatMap((part) => ('tokens' in part ? (part.tokens ?? []) : []))),
      }
    case 'list':
      return {
        kind: 'list',
        ordered: token.ordered,
        items: (token as Tokens.List).items.map((item) => spansOf(itemTokens(item))),
      }
    case 'table':
      return {
        kind: 'table',
        head: (token as Tokens.Table).header.map((cell) => spansOf(cell.tokens)),
        rows: (token as Tokens.Table).rows.map((row) => row.map((cell) => spansOf(cell.tokens))),
      }
    default:
      throw new Error(`a lesson cannot hold ${token.type}: ${token.raw.slice(0, 60)}`)
  }
}

function paragraphOf({ tokens }: Tokens.Paragraph): Block {
  const images = tokens.filter((token): token is Tokens.Image => token.type === 'image')
  if (images.length === 0) return { kind: 'paragraph', spans: spansOf(tokens) }
  const others = tokens.filter((token) => token.type !== 'image' && token.raw.trim() !== '')
  if (others.length > 0) throw new Error('pictures stand in a paragraph of their own')
  return { kind: 'pictures', pictures: images.map(({ href, text }) => ({ name: href, caption: text })) }
}

/** The inline tokens of a list item; a list within a list is not known here. */
function itemTokens(item: Tokens.ListItem): Token[] {
  return item.tokens.flatMap((token) => {
    if ((token.type === 'text' || token.type === 'paragraph') && token.tokens !== undefined)
      return token.tokens
    throw new Error(`a list item cannot hold ${token.type}`)
  })
}

const styles: Readonly<Record<string, Span['style']>> = {
  strong: 'strong',
  em: 'emphasis',
  codespan: 'code',
}

function spansOf(tokens: readonly Token[] | undefined): Span[] {
  return (tokens ?? []).map((token) => {
    const style = styles[token.type]
    if (style !== undefined) return { text: plain(token), style }
    if (token.type === 'text' || token.type === 'escape') return { text: unescaped(token.text) }
    throw new Error(`a sentence cannot hold ${token.type}: ${token.raw}`)
  })
}

const plain = (token: Token): string => unescaped('text' in token ? token.text : token.raw)

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}
const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (one) => entities[one] ?? one)
