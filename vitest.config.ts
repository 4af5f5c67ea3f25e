import { configDefaults, defineConfig } from 'vitest/config'

/** Files that change what the whole process sees, and so want one of their own. */
const alone = [
  'src/face/bad-input/*.test.ts',
  'src/matcher/crew.test.ts',
  'src/**/*.bench.test.ts',
  'src/**/*.crash.test.ts',
]

/** Rooms whose tests share a process, one file after the other; a process of all of them dies after some 150 files. */
const neighbours = {
  log: ['archive', 'ledger', 'packet', 'proof', 'release', 'witness'],
  lead: ['lead'],
  pictures: ['evaluation', 'face', 'matcher', 'preparation'],
  oversight: ['oversight', 'reports', 'search', 'storage'],
  web: ['web'],
}

const within = (rooms: readonly string[]) => rooms.map((room) => `src/${room}/**/*.test.ts`)

/** Half of the processor's time went into loading the same modules, and compiling the same database, for each file anew. */
const sharing = (name: string, of: { include: string[]; exclude?: string[] }) => ({
  extends: true as const,
  test: {
    name,
    ...of,
    exclude: [...configDefaults.exclude, ...alone, ...(of.exclude ?? [])],
    isolate: false,
  },
})

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['test/scratch-in-memory.mjs', 'test/build-program.mjs'],
    pool: 'forks',
    maxWorkers: 2,
    execArgv: ['--import', new URL('bin/wasm-flags.mjs', import.meta.url).href],
    projects: [
      { extends: true, test: { name: 'house', include: ['test/**/*.test.ts', ...alone] } },
      ...Object.entries(neighbours).map(([name, rooms]) => sharing(name, { include: within(rooms) })),
      sharing('rest', {
        include: ['src/**/*.test.ts', 'tools/**/*.test.ts', 'bench/*.test.ts'],
        exclude: within(Object.values(neighbours).flat()),
      }),
    ],
  },
})
