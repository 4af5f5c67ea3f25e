// Compiles the kernels: the matcher's scan of templates and oversight's search for lines. Without --check it writes each .wasm beside its
// source; with it, it compares: the file that is committed must be what its source and this compiler give, byte for byte. The compiler is
// installed on first use into this folder, at the version of package-lock.json.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const compiler = join(here, 'node_modules', 'assemblyscript', 'bin', 'asc.js')
const check = process.argv.includes('--check')
const kernels = [
  {
    ...{ folder: 'src/matcher/kernel', name: 'scan-rows' },
    options: [
      ...['--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
      // Functions that take vectors are exported between the kernel's own files only.
      ...['--enable', 'simd', '--enable', 'threads', '--disableWarning', '112'],
    ],
  },
  { folder: 'src/oversight/kernel', name: 'find-lines', options: ['--enable', 'simd'] },
]

if (!existsSync(compiler)) execFileSync('npm', ['ci', '--no-progress'], { cwd: here, stdio: 'inherit' })
const scratch = mkdtempSync(join(tmpdir(), 'casebound-kernel-'))
try {
  for (const { folder, name, options } of kernels) {
    const kernel = fileURLToPath(new URL(`../../${folder}/`, import.meta.url))
    const built = check ? join(scratch, `${name}.wasm`) : join(kernel, `${name}.wasm`)
    execFileSync(
      process.execPath,
      [
        ...[compiler, `${name}.ts`, '--outFile', built, '--runtime', 'stub', '-O3', '--noAssert'],
        ...['--importMemory', ...options],
      ],
      { cwd: kernel, stdio: 'inherit' },
    )
    const bytes = readFileSync(built)
    if (check && !bytes.equals(readFileSync(join(kernel, `${name}.wasm`)))) {
      console.error(`${folder}/${name}.wasm is not what its source gives; run npm run build:kernel`)
      process.exitCode = 1
    } else console.log(`${name}.wasm: ${bytes.length} bytes${check ? ', as committed' : ''}`)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
