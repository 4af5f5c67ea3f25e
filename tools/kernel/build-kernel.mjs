// Compiles the scan kernel. Without --check it writes src/matcher/kernel/scan-rows.wasm; with it, it compares: the file that
// is committed must be what these sources and this compiler give, byte for byte. The compiler is installed on first use
// into this folder, at the version of package-lock.json.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const kernel = fileURLToPath(new URL('../../src/matcher/kernel/', import.meta.url))
const compiler = join(here, 'node_modules', 'assemblyscript', 'bin', 'asc.js')
const check = process.argv.includes('--check')

if (!existsSync(compiler)) execFileSync('npm', ['ci', '--no-progress'], { cwd: here, stdio: 'inherit' })
const scratch = mkdtempSync(join(tmpdir(), 'casebound-kernel-'))
const built = check ? join(scratch, 'scan-rows.wasm') : join(kernel, 'scan-rows.wasm')
try {
  execFileSync(
    process.execPath,
    [
      ...[compiler, 'scan-rows.ts', '--outFile', built, '--runtime', 'stub', '-O3', '--noAssert'],
      ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
      // Functions that take vectors are exported between the kernel's own files only.
      ...['--enable', 'simd', '--enable', 'threads', '--disableWarning', '112'],
    ],
    { cwd: kernel, stdio: 'inherit' },
  )
  const bytes = readFileSync(built)
  if (check && !bytes.equals(readFileSync(join(kernel, 'scan-rows.wasm')))) {
    console.error('src/matcher/kernel/scan-rows.wasm is not what its source gives; run npm run build:kernel')
    process.exitCode = 1
  } else console.log(`scan-rows.wasm: ${bytes.length} bytes${check ? ', as committed' : ''}`)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
