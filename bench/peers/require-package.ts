import { createRequire } from 'node:module'
import { NotFound } from './peer.ts'

const load = createRequire(import.meta.url)

/**
 * A package of this folder, which may be absent; so nothing of it is imported, and each peer states the little of its
 * shape that it uses.
 */
export function requirePackage<Shape>(name: string): Shape {
  try {
    load.resolve(name)
  } catch {
    throw new NotFound('not installed (npm ci --prefix bench)')
  }
  return load(name) as Shape
}
