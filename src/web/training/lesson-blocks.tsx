import { Table } from '@trussworks/react-uswds'
import type { components } from '../api.generated.ts'
import { here } from '../parts/here.ts'

type Block = components['schemas']['LessonBlock']
type Span = { text: string; style?: 'strong' | 'emphasis' | 'code' }

/** The parts of a lesson; what they say names them. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block) => <OneBlock key={JSON.stringify(block)} block={block} />)
}

function OneBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return (
        <h2>
          <Spans spans={block.spans} />
        </h2>
      )
    case 'paragraph':
      return (
        <p>
          <Spans spans={block.spans} />
        </p>
      )
    case 'note':
      return (
        <p className="cb-lesson-note">
          <Spans spans={block.spans} />
        </p>
      )
    case 'list': {
      const items = block.items.map((spans) => (
        <li key={textOf(spans)}>
          <Spans spans={spans} />
        </li>
      ))
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
    }
    case 'table':
      return <LessonTable head={block.head} rows={block.rows} />
    case 'pictures':
      return (
        <div className="cb-light-box cb-lesson-pictures">
          {block.pictures.map(({ name, caption }) => (
            <figure key={name}>
              <img src={here(`/api/training/pictures/${name}`)} alt={`Synthetic person: ${caption}`} />
              <figcaption>{caption}</figcaption>
            </figure>
          ))}
        </div>
      )
  }
}

type Line = readonly (readonly Span[])[]
const textOf = (spans: readonly Span[] | undefined) => (spans ?? []).map(({ text }) => text).join('')

function LessonTable({ head, rows }: { head: Line; rows: readonly Line[] }) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <thead>
        <tr>
          {head.map((spans) => (
            <th key={textOf(spans)} scope="col">
              <Spans spans={spans} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={textOf(row[0])}>
            {row.map((spans, at) => (
              <td key={textOf(head[at])} data-label={textOf(head[at])}>
                <Spans spans={spans} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Spans({ spans }: { spans: readonly Span[] }) {
  return spans.map((span) => {
    const { text, style } = span
    const key = JSON.stringify(span)
    if (style === 'strong') return <strong key={key}>{text}</strong>
    if (style === 'emphasis') return <em key={key}>{text}</em>
    if (style === 'code') return <code key={key}>{text}</code>
    return <span key={key}>{text}</span>
  })
}
