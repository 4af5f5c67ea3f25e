import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openStorage, type Storage } from './open-storage.ts'

export const scratchKey = new Uint8Array(32).fill(7)

/** A storage in a temporary folder, which `close` removes. */
export type ScratchStorage = Storage & { readonly dataDir: string }

/**
 * A throw-away embedded storage for tests: real engine, real migrations. Making a database takes seconds, so the first
 * caller leaves a template in the system's temporary folder and later ones copy it.
 */
export async function openScratchStorage(): Promise<ScratchStorage> {
  const dataDir = await makeScratchFolder()
  const storage = await openStorage({ dataDir, key: scratchKey })
  const close = async (): Promise<void> => {
    await storage.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { ...storage, dataDir, close }
}

/** A data folder of its own with a migrated database in it, not opened; openStorage takes it with the scratch key. */
export async function makeScratchFolder(): Promise<string> {
  const template = join(tmpdir(), `casebound-scratch-${await templateName()}`)
  if (!existsSync(template)) await makeTemplate(template)
  const dataDir = await mkdtemp(join(tmpdir(), 'casebound-scratch-storage-'))
  await copyFolder(template, dataDir)
  return dataDir
}

/** Copies what is in a folder into another, made where it is not there: Node's own way takes ten times as long for a database. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  await promisify(execFile)('cp', ['-R', `${from}/.`, to])
}

async function makeTemplate(template: string): Promise<void> {
  const unfinished = await mkdtemp(`${template}-`)
  const storage = await openStorage({ dataDir: unfinished, key: scratchKey })
  await storage.close()
  // Two may build at once; the second finds the name taken and its own work in vain.
  await rename(unfinished, template).catch(() => rm(unfinished, { recursive: true, force: true }))
}

/** Another engine or other migrations make another template. */
async function templateName(): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(new URL('../../package.json', import.meta.url)))
  const folder = new URL('./migrations/', import.meta.url)
  for (const name of (await readdir(folder)).sort())
    hash.update(name).update(readFileSync(new URL(name, folder)))
  return `${process.getuid?.() ?? 0}-${hash.digest('hex').slice(0, 16)}`
}
