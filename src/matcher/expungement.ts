import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openBytes, sealBytes, syncDirectory, writeFileDurably } from '../storage/index.ts'

/** Who is to be forgotten: written durably before the first byte is overwritten, so that a crash cannot leave half. */
export type Expungement = { readonly persons: readonly string[]; readonly bookings: readonly string[] }

const boundTo = 'expungement'
const pathIn = (folder: string): string => join(folder, 'expungement.pending')

export async function noteExpungement(
  given: { folder: string; key: Uint8Array },
  expungement: Expungement,
): Promise<void> {
  const plain = Buffer.from(JSON.stringify(expungement))
  await writeFileDurably(pathIn(given.folder), sealBytes(given.key, { plain, boundTo }), { mode: 0o600 })
}

/** What a crash left to be done; undefined when nothing. The file is written whole or not at all. */
export async function pendingExpungement(given: {
  folder: string
  key: Uint8Array
}): Promise<Expungement | undefined> {
  const sealed = await readFile(pathIn(given.folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return sealed && JSON.parse(Buffer.from(openBytes(given.key, { sealed, boundTo })).toString())
}

export async function endExpungement(folder: string): Promise<void> {
  const path = pathIn(folder)
  await rm(path, { force: true })
  await syncDirectory(dirname(path))
}
