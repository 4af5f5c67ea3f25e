import { generateKeyPairSync } from 'node:crypto'
import { formatNote, keyNoteText, mostKeys } from '../proof/index.ts'
import { lockDataFolder } from '../storage/index.ts'
import { refused } from './ledger-refusal.ts'
import { noteKey } from './signer.ts'
import { readSignerFiles, writeLaterKey } from './signer-files.ts'

/**
 * Gives the signer of a stopped log a further key, with a note about it that the newest key and the new one sign. From the next start on
 * the log announces it, and every checkpoint is signed by all keys. Refused SIGNER_MISSING, SIGNER_MEMORY_LOST, DATA_FOLDER_LOCKED, TOO_MANY_KEYS.
 */
export async function addSignerKey(
  signerDir: string,
): Promise<{ readonly n: number; readonly vkey: string }> {
  const lock = await lockDataFolder(signerDir, { command: 'log key' })
  try {
    const files = await readSignerFiles(signerDir)
    const { origin } = files.memory
    const n = files.later.length + 2
    if (n > mostKeys)
      throw refused({
        code: 'TOO_MANY_KEYS',
        reason: `The log has ${mostKeys} keys, which is the most that is read.`,
        needed: 'Begin another log that continues this one.',
      })
    const newest = noteKey(origin, files.later.at(-1)?.privateKeyPem ?? files.privateKeyPem)
    const { privateKey } = generateKeyPairSync('ed25519')
    const privateKeyPem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    const added = noteKey(origin, privateKeyPem)
    const text = keyNoteText({ origin, n, before: newest.vkey, next: added.vkey })
    const note = formatNote({ text, signatures: [newest.sign(text), added.sign(text)] })
    await writeLaterKey(signerDir, { n, privateKeyPem, note })
    return { n, vkey: added.vkey }
  } finally {
    await lock.release()
  }
}
