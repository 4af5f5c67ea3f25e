/** See build-program.mjs. */
export function buildProgram(wanted: {
  readonly root: string
  readonly folder: string
  readonly entries: readonly string[]
}): Promise<void>
