import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isNoticed, type Mutation } from './mutate-matcher.ts'
import mutations from './mutations.json' with { type: 'json' }

// A test of the tests: each of these mistakes would make the matcher wrong, so the matcher's tests must fail on it. It
// takes about two minutes, so it runs in CI, and elsewhere when CASEBOUND_SLOW_TESTS is set.
const wanted = process.env.CI !== undefined || process.env.CASEBOUND_SLOW_TESTS !== undefined
if (!wanted) console.log('skipped: mutations of the matcher; set CASEBOUND_SLOW_TESTS=1 to run them')

const compiler = new URL('../kernel/node_modules/assemblyscript/', import.meta.url)

describe.runIf(wanted)('the tests of the matcher', () => {
  it.each([...new Set(mutations.map(({ test }) => test))])(
    'pass when nothing is wrong: %s',
    (test) => {
      const harmless = {
        what: '',
        file: 'src/matcher/rescore.ts',
        from: 'laterWave = 16',
        to: 'laterWave = 17',
      }
      expect(isNoticed({ ...harmless, test })).toBe(false)
    },
    120_000,
  )

  it.each<Mutation>(mutations)(
    'notice when $what',
    (mutation) => {
      expect(existsSync(compiler), 'the compiler of the kernel: npm run build:kernel -- --check').toBe(true)
      expect(isNoticed(mutation)).toBe(true)
    },
    120_000,
  )
})
