import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

/** What the tests' folders hold at once stays below a gigabyte; this leaves room for what else uses the memory's file system. */
const neededBytes = 4e9
const memory = '/dev/shm'
const prefix = 'casebound-tests-'

/**
 * Before any test: folders of tests lie in memory where the system offers that (Linux), since each copies a database of 1,500 files and
 * flushes it all the time, which took a disk 18 times as long. Elsewhere, and with TMPDIR set, they lie where temporary files do.
 */
export function setup() {
  if (process.env.TMPDIR || !hasRoom()) return undefined
  removeLeftOvers()
  const folder = mkdtempSync(join(memory, `${prefix}${process.pid}-`))
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

function hasRoom() {
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > neededBytes
  } catch {
    return false
  }
}

/** What runs that were killed left behind. */
function removeLeftOvers() {
  for (const name of readdirSync(memory)) {
    const [, pid] = new RegExp(`^${prefix}(\\d+)-`).exec(name) ?? []
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(memory, name), { recursive: true, force: true })
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
