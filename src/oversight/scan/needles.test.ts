import { expect, it } from 'vitest'
import { needlesFor, standsAt } from './needles.ts'

/** Whether a domain of the register is seen somewhere in a text. */
function sees(domain: string, text: string, anchor: '.' | '(' = '.'): boolean {
  const needles = needlesFor([domain], anchor)
  const bytes = Buffer.from(text, 'latin1')
  return [...bytes].some((byte, at) => byte === needles.anchorByte && standsAt(needles, bytes, at))
}

it.each([
  ['tool.county.example', 'GET https://tool.county.example/search'],
  ['faces.systems', 'CONNECT faces.systems:443'],
  ['tool.county.example', 'query: TOOL.County.Example IN A'],
  ['pimeyes.com', 'https://pimeyes.com/upload'],
  ['rekognition.*.amazonaws.com', 'rekognition.us-east-1.amazonaws.com'],
])('sees %s in "%s", also where its last label is the longest', (domain, text) => {
  expect(sees(domain, text)).toBe(true)
})

it('sees it as Windows writes it, and not in another name', () => {
  expect(sees('tool.county.example', '(4)tool(6)county(7)example(0)', '(')).toBe(true)
  expect(sees('tool.county.example', 'https://tool.city.example/search')).toBe(false)
})
