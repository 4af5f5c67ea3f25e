import { describe, expect, it } from 'vitest'
import { looseDoorLines, readCode } from './read-code.ts'

const barred = (text: string): readonly string[] => readCode('x.ts', text).barred.map(({ what }) => what)

describe('readCode', () => {
  it('sees what the house rules forbid', () => {
    expect(barred('const a: any = 1')).toEqual(['any'])
    expect(barred('const a = b as any')).toEqual(['any'])
    expect(barred('const a = list[0]!')).toEqual(['a non-null assertion'])
    expect(barred('enum Colour { red }')).toEqual(['an enum'])
    expect(barred('namespace N { export const a = 1 }')).toEqual(['a namespace'])
    expect(barred('export default 1')).toEqual(['a default export'])
    expect(barred('export default function f() {}')).toEqual(['a default export'])
    expect(barred("describe.only('a', () => {})")).toEqual(['a test with .only'])
    expect(barred("it.concurrent.skip('a', () => {})")).toEqual(['a test with .skip'])
    expect(barred("test.todo('a')")).toEqual(['a test with .todo'])
  })

  it('lets lawful code be', () => {
    expect(barred('const anything = !b\nif (a !== b) skip(list.only)\nexport const it2 = 1')).toEqual([])
  })

  it('measures functions of every kind with their names', () => {
    const text = [
      'function named(a: number, b: number) {',
      '  return a',
      '}',
      'const arrow = (a: number) =>',
      '  a',
      'class K { method() {} }',
      "describe('x', () => {",
      '})',
      'declare function bodyless(a: number): void',
    ].join('\n')
    const seen = readCode('x.ts', text).functions.map(({ name, at, lines, parameters, givenTo }) => [
      name,
      at,
      lines,
      parameters,
      givenTo,
    ])
    expect(seen).toEqual([
      ['named', 'x.ts:1', 3, 2, undefined],
      ['arrow', 'x.ts:4', 2, 1, undefined],
      ['method', 'x.ts:6', 1, 0, undefined],
      ['a function', 'x.ts:7', 2, 0, 'describe'],
    ])
  })

  it('gathers words for people and leaves out imports and class names', () => {
    const text = 'import a from \'module\'\nconst b = <p className="hit" title="one">two {`three $'.concat(
      '{a} four`}</p>',
    )
    expect(readCode('x.tsx', text).words.map(({ what }) => what.trim())).toEqual([
      'one',
      'two',
      'three',
      'four',
    ])
  })
})

describe('looseDoorLines', () => {
  it('accepts a door that lists its names', () => {
    expect(
      looseDoorLines('index.ts', "export { a, type B } from './a.ts'\nexport type { C } from './c.ts'"),
    ).toEqual([])
  })

  it('names what a door must not do', () => {
    const loose = [
      "export * from './a.ts'",
      "export * as a from './a.ts'",
      'export const a = 1',
      "import './a.ts'",
    ]
    for (const line of loose)
      expect(looseDoorLines('index.ts', line).map(({ at }) => at)).toEqual(['index.ts:1'])
  })
})
