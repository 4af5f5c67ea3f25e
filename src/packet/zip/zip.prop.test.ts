import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../../kernel/index.ts'
import { readZip } from './read-zip.ts'
import { writeZip } from './write-zip.ts'

const entries = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[a-z]{1,9}(\/[a-z0-9]{1,9}){0,2}\.[a-z]{3}$/),
    bytes: fc.uint8Array({ maxLength: 200 }),
  }),
  { selector: ({ name }) => name, maxLength: 8 },
)

describe('the zip file of a packet', () => {
  it('gives back what was put in, in order', () => {
    fc.assert(
      fc.property(entries, (given) => {
        expect(readZip(writeZip(given))).toEqual(given)
      }),
    )
  })

  it('is refused, and never a fault, when any byte of it changes or its end is cut', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, at, change) => {
        const whole = writeZip(given)
        const changed = whole.map((byte, index) => (index === at % whole.length ? byte ^ change : byte))
        for (const bytes of [changed, whole.subarray(0, at % whole.length)]) {
          try {
            // The little that may change without harm: attributes and version of the archiver, which nothing reads.
            expect(readZip(bytes)).toEqual(given)
          } catch (error) {
            expect(isRefused(error), String(error)).toBe(true)
          }
        }
      }),
      { numRuns: 400 },
    )
  })

  it('is refused, and never a fault, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          readZip(bytes)
        } catch (error) {
          expect(isRefused(error), String(error)).toBe(true)
        }
      }),
    )
  })

  it('never names a file outside the folder that it is unpacked to', () => {
    for (const name of ['../up', '/root', 'a/../b', 'a\\b', '', './a'])
      expect(() => writeZip([{ name, bytes: new Uint8Array(1) }])).toThrow('plain name')
    const lawful = writeZip([{ name: 'aa/bb', bytes: new Uint8Array(1) }])
    const climbing = Uint8Array.from(
      Buffer.from(Buffer.from(lawful).toString('latin1').replaceAll('aa/bb', '../bb'), 'latin1'),
    )
    expect(() => readZip(climbing)).toThrow('names a file as no packet does')
  })

  it('is a zip file to another program as well', () => {
    const folder = mkdtempSync(join(tmpdir(), 'casebound-zip-'))
    try {
      const file = join(folder, 'packet.zip')
      writeFileSync(file, writeZip([{ name: 'a/b.txt', bytes: new TextEncoder().encode('inside') }]))
      const program =
        'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(z.read("a/b.txt").decode())'
      expect(execFileSync('python3', ['-c', program, file], { encoding: 'utf8' }).trim()).toBe('inside')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
