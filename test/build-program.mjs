import { ensureBuild } from '../bin/program.mjs'

/** Before any test: commands, threads and child processes then start from the build instead of stripping types each. */
export const setup = ensureBuild
