import { join, normalize, sep } from 'node:path'

/**
 * Where a file that a table names lies; undefined for a name that leaves the folder. A table is from outside: it must not make
 * us read anything else.
 */
export function pathInside(folder: string, file: string): string | undefined {
  const root = normalize(folder)
  const path = normalize(join(root, file))
  const isInside =
    file !== '' && !file.includes('\0') && path.startsWith(root.endsWith(sep) ? root : root + sep)
  return isInside ? path : undefined
}
