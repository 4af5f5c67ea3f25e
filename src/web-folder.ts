import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Folder of a built part of the web; built anew when it is missing or older than any of its sources. `file` is one that every
 * build has.
 */
export async function webFolder(of: {
  source: string
  built: string
  file: string
  onBuild: () => void
}): Promise<string> {
  const page = await stat(join(of.built, of.file)).catch(() => undefined)
  if (page && page.mtimeMs >= (await newestChangeMs(of.source))) return of.built
  of.onBuild()
  const { build } = await import('vite')
  await build({ configFile: join(of.source, 'vite.config.ts'), logLevel: 'error' })
  return of.built
}

async function newestChangeMs(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const times = files
    .filter((file) => file.isFile())
    .map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs)
  return Math.max(0, ...(await Promise.all(times)))
}
