import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogEvent } from '../../../tools/logs/log-events.ts'
import { logWriters } from '../../../tools/logs/log-writers.ts'
import { builtinRegister } from '../register/read-register.ts'
import { questFor, readStretch } from '../scan/read-stretch.ts'
import { lineFormats } from './layout.ts'
import { recognise } from './recognise.ts'
import { shapeOf } from './shape-of.ts'

const writtenMs = Date.parse('2026-11-26T00:00:00Z')
const hints = { writtenMs, dayFirst: false }
const quest = questFor(builtinRegister())
const register = builtinRegister()

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}[a-z0-9]$/)
const anyHost = fc.oneof(
  fc.tuple(label, label).map((labels) => labels.join('.')),
  fc.constantFrom(
    'clearview.ai',
    'www.PimEyes.com',
    'facecheck.id',
    'notclearview.ai',
    'clearview.ai.example.com',
  ),
)
const event: fc.Arbitrary<LogEvent> = fc.record({
  // Within the year before the files were written, since some logs write no year.
  atMs: fc.integer({ min: writtenMs - 300 * 86_400_000, max: writtenMs - 86_400_000 }),
  account: fc.stringMatching(/^[a-z]{1,8}[0-9]{0,4}$/),
  address: fc.ipV4(),
  method: fc.constantFrom('GET', 'POST', 'HEAD'),
  host: anyHost,
  path: fc.stringMatching(/^\/[a-z0-9/._%=&-]{0,20}(\?[a-z0-9=&.]{0,10})?$/),
  status: fc.constantFrom(200, 302, 404),
  sentBytes: fc.integer({ min: 0, max: 1_000_000 }),
  referrer: fc.constantFrom('-', 'https://clearview.ai/'),
})

const layoutFor = (name: string, text: string) => {
  const layout = recognise(Buffer.from(text), hints)
  if (!layout) throw new Error(`A log of the kind ${name} was not recognised:\n${text.slice(0, 300)}`)
  return layout
}

describe.each(Object.entries(logWriters))('a log of the kind %s', (name, writer) => {
  const sample = (events: readonly LogEvent[]) =>
    `${writer.head}${events.map((one) => `${writer.line(one)}\n`).join('')}`

  it('is recognised, and each line says who, when and where', () => {
    fc.assert(
      fc.property(event, (one) => {
        const line = writer.line(one)
        const layout = layoutFor(name, sample([one]))
        const sighting = shapeOf(layout)?.read(line)
        if (typeof sighting !== 'object') throw new Error(`nothing was read from ${line}`)
        expect(sighting.host?.replace(/\.$/, '')).toBe(one.host)
        expect(sighting.person).toBe(writer.namesAccount ? one.account : one.address)
        expect(Math.abs((sighting.atMs ?? 0) - one.atMs)).toBeLessThan(1000)
        if (!writer.seesContent) return
        expect(sighting).toMatchObject({ method: one.method, status: one.status })
        expect(sighting.path).toBe(one.path)
      }),
      { numRuns: 200 },
    )
  })

  it('counts a line that breaks off as broken, never as something else', () => {
    fc.assert(
      fc.property(event, fc.integer({ min: 1, max: 18 }), (one, length) => {
        const text = sample([one])
        const layout = layoutFor(name, text)
        const bytes = Buffer.from(`${text}${writer.line(one).slice(0, length)}\n`)
        const { read } = readStretch(quest, { bytes, from: 0, to: bytes.length, layout })
        expect(read.brokenLines).toBe(1)
        expect(read.lines).toBe(text.split('\n').length)
      }),
      { numRuns: 100 },
    )
  })

  it('gives the same marks whether lines are looked at by the prefilter or every one is read', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 8 }), (events) => {
        const text = sample(events)
        const layout = layoutFor(name, text)
        const bytes = Buffer.from(text)
        const { read } = readStretch(quest, { bytes, from: 0, to: bytes.length, layout })
        const named = events.filter(({ host, path }) =>
          quest.finder.atHost(host, writer.seesContent ? path : undefined),
        )
        const setAside = Object.values(read.setAside).reduce((sum, count) => sum + count, 0)
        expect(read.marks.length + setAside).toBe(named.length)
      }),
      { numRuns: 100 },
    )
  })
})

describe('bytes that are no log', () => {
  it('are counted by their lines under every layout, and break nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...lineFormats), (bytes, format) => {
        const layout = {
          format,
          title: '',
          separator: ',',
          table: 'web',
          columns: { url: 0 },
          fewestColumns: 3,
          mostColumns: 3,
        } as const
        const { read } = readStretch(quest, { bytes, from: 0, to: bytes.length, layout })
        const ends = bytes.filter((byte) => byte === 10).length
        expect(read.lines).toBe(ends + (bytes.length > 0 && bytes.at(-1) !== 10 ? 1 : 0))
        expect(read.brokenLines).toBeLessThanOrEqual(read.lines)
      }),
    )
  })

  it('are not taken for a log', () => {
    fc.assert(
      fc.property(fc.lorem({ mode: 'sentences', maxCount: 8 }), (text) => {
        expect(recognise(Buffer.from(text), hints)).toBeUndefined()
      }),
    )
    expect(register.services.length).toBeGreaterThan(0)
  })
})
