import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const builder = fileURLToPath(new URL('./build-kernel.mjs', import.meta.url))
// CI has compiled before; elsewhere the compiler is there for whoever works on the kernel.
const compilerIsThere = existsSync(new URL('./node_modules/assemblyscript/', import.meta.url))
const wanted = compilerIsThere || process.env.CI !== undefined
if (!wanted) console.log('skipped: the kernel is what its source gives; run npm run build:kernel -- --check')

it.runIf(wanted)('the kernels that are committed are what their sources give, byte for byte', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [builder, '--check'], { encoding: 'utf8' })
  expect(`${stdout}${stderr}`).toContain('as committed')
  expect(status).toBe(0)
})
