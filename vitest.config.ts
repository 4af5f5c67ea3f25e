import { defineConfig } from 'vitest/config'

const patience = { testTimeout: 60_000, hookTimeout: 120_000 }

/** Files that change what the whole process sees, and so want one of their own. */
const wantTheirOwn = [
  'src/face/bad-input/*.test.ts',
  'src/matcher/crew.test.ts',
  'src/**/*.bench.test.ts',
  'src/**/*.crash.test.ts',
]

export default defineConfig({
  test: {
    globalSetup: ['test/build-program.mjs'],
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...{ name: 'rooms', ...patience },
          include: ['src/**/*.test.ts', 'tools/**/*.test.ts', 'bench/*.test.ts'],
          exclude: wantTheirOwn,
          // A third of the time went into loading the same modules for each file; these share a process, one file after the other.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'house', ...patience, include: ['test/**/*.test.ts', ...wantTheirOwn] },
      },
    ],
  },
})
