import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** One wrong change to the matcher, as somebody might make it by mistake. */
export type Mutation = {
  readonly what: string
  readonly file: string
  readonly from: string
  readonly to: string
  /** The test of the matcher that must notice. */
  readonly test: string
}

const house = fileURLToPath(new URL('../../', import.meta.url))
const copied = [
  'src/kernel',
  'src/matcher',
  'src/oversight/kernel',
  'src/storage',
  'tools/kernel',
  'package.json',
  'tsconfig.json',
]
const onOneThread = 'main thread|WASM engine|bound of a row|template files|expunged row|expungement that'

// That a test fails is enough; nobody reads how, so no smaller example is looked for.
const config =
  "export default { test: { setupFiles: ['./first-failure.ts'], bail: 1, testTimeout: 60_000 } }\n"
const firstFailure = "import fc from 'fast-check'\nfc.configureGlobal({ endOnFailure: true })\n"

/**
 * Makes the change in a copy of the matcher and runs the test there. Gives whether it failed; throws when the change
 * does not fit the source any more, or does not compile, for then it would test nothing.
 */
export function isNoticed(mutation: Mutation): boolean {
  const copy = mkdtempSync(join(tmpdir(), 'casebound-mutation-'))
  try {
    const filter = (path: string) => !path.includes('/tools/kernel/node_modules')
    for (const part of copied) cpSync(join(house, part), join(copy, part), { recursive: true, filter })
    for (const packages of ['node_modules', 'tools/kernel/node_modules'])
      symlinkSync(join(house, packages), join(copy, packages))
    change(join(copy, mutation.file), mutation)
    if (mutation.file.includes('/kernel/')) run(copy, ['tools/kernel/build-kernel.mjs'])
    writeFileSync(join(copy, 'vitest.config.ts'), config)
    writeFileSync(join(copy, 'first-failure.ts'), firstFailure)
    const test = `src/matcher/${mutation.test}.test.ts`
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--root', copy, '-t', onOneThread, test]
    return run(copy, vitest, { mayFail: true }) !== 0
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

function change(path: string, { from, to, what }: Mutation): void {
  const text = readFileSync(path, 'utf8')
  if (text.split(from).length !== 2) throw new Error(`the mutation "${what}" does not fit ${path} any more`)
  writeFileSync(
    path,
    text.replace(from, () => to),
  )
}

function run(cwd: string, args: readonly string[], { mayFail = false } = {}): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
  if (status === 0 || (mayFail && status === 1)) return status
  throw new Error(`${args[0]} ended with ${status}:\n${stdout}\n${stderr}`)
}
