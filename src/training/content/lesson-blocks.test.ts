import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLesson } from './lesson-blocks.ts'

describe('a lesson', () => {
  it('is its title, and headings, paragraphs, lists, notes, tables and pictures', () => {
    const { title, blocks } = readLesson(
      '# Title\n\n## Part\n\nSome **bold** & `code`.\n\n- one\n- *two*\n\n> A note.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n![x](p-1)\n![y](p-2)\n',
    )
    expect(title).toBe('Title')
    expect(blocks.map(({ kind }) => kind)).toEqual([
      'heading',
      'paragraph',
      'list',
      'note',
      'table',
      'pictures',
    ])
    expect(blocks[1]).toEqual({
      kind: 'paragraph',
      spans: [
        { text: 'Some ' },
        { text: 'bold', style: 'strong' },
        { text: ' & ' },
        { text: 'code', style: 'code' },
        { text: '.' },
      ],
    })
    expect(blocks[5]).toEqual({
      kind: 'pictures',
      pictures: [
        { name: 'p-1', caption: 'x' },
        { name: 'p-2', caption: 'y' },
      ],
    })
  })

  it.each([
    ['without a title', 'Text'],
    ['with markup of its own', '# T\n\n<script>alert(1)</script>'],
    ['with markup in a sentence', '# T\n\nText <b>x</b>'],
    ['with a link', '# T\n\n[x](https://example.org)'],
    ['with a deep heading', '# T\n\n### Deep'],
    ['with a picture in a sentence', '# T\n\nLook ![x](p-1) here'],
    ['with a list in a list', '# T\n\n- a\n  - b'],
    ['with a code block', '# T\n\n    code'],
  ])('%s is not read', (_what, text) => {
    expect(() => readLesson(text)).toThrow()
  })

  it('never gives anything but its own blocks, whatever the text', () => {
    const kinds = new Set(['heading', 'paragraph', 'list', 'note', 'table', 'pictures'])
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          for (const { kind } of readLesson(`# T\n\n${text}`).blocks) expect(kinds.has(kind)).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
      }),
    )
  })
})
