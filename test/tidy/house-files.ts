import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type HouseFile = { readonly path: string; readonly bytes: number }

/** Every file that is in the repository or would be, if everything were added now; ignored files are not. */
export function houseFiles(): readonly HouseFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 16_000_000,
  })
  return listed
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .map((path) => ({ path, bytes: statSync(join(root, path)).size }))
}

const pictures = /\.(png|jpe?g|webp|tiff?|gif|avif|ico|pdf|woff2?|onnx)$/i

export const isText = ({ path }: HouseFile): boolean => !pictures.test(path)

export const readHouseFile = (path: string): string => readFileSync(join(root, path), 'utf8')

export const houseFileExists = (path: string): boolean => existsSync(join(root, path))

/** TypeScript that people wrote; generated files are for machines and bound by nothing here. */
/** The scan kernel is AssemblyScript: numbers and addresses, handed over one by one. Its files are sized like all others. */
const isKernel = (path: string): boolean => /^src\/(matcher|oversight)\/kernel\//.test(path)

export const isCode = ({ path }: HouseFile): boolean =>
  /\.tsx?$/.test(path) && !path.endsWith('.generated.ts') && !isKernel(path)

export const isTestFile = (path: string): boolean =>
  /\.(test|fixture)\.tsx?$/.test(path) || path.startsWith('test/') || /\/[a-z-]*contract\.ts$/.test(path)

export const lineCount = (text: string): number =>
  text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
