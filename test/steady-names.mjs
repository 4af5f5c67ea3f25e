// Preloaded into a program that is traced: the random middle of the name of a temporary file becomes a count of its own for each file,
// so that a second life touches the same paths as the first, in whatever order it turns to them, and a fault can be told by path.

import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const { open, rename, rm } = promises
/** How many temporary files each file has had. */
const made = new Map()
const steady = new Map()

/** `.checkpoint.0a1b2c3d4e5f.tmp` becomes `.checkpoint.000000000001.tmp`; any other path stays. */
function steadyPath(path) {
  const [, before, after] = /^(.*\.)[0-9a-f]{12}(\.tmp)$/.exec(String(path)) ?? []
  if (before === undefined) return path
  if (!steady.has(path)) {
    const nth = (made.get(before) ?? 0) + 1
    made.set(before, nth)
    steady.set(path, `${before}${String(nth).padStart(12, '0')}${after}`)
  }
  return steady.get(path)
}

promises.open = (path, ...rest) => open(steadyPath(path), ...rest)
promises.rename = (from, to) => rename(steadyPath(from), to)
promises.rm = (path, ...rest) => rm(steadyPath(path), ...rest)
syncBuiltinESMExports()
