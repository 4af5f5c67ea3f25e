import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyRoot } from '../../proof/index.ts'
import { openSigner } from '../signer.ts'
import { writeSignerMemory } from '../signer-files.ts'

/** A checkpoint of another history, signed by the log's own key as whoever stole it could, for tests. */
export async function otherHistory(signerDir: string, size: number): Promise<string> {
  const stolen = await mkdtemp(join(tmpdir(), 'casebound-stolen-key-'))
  await cp(signerDir, stolen, { recursive: true })
  const { origin } = await openSigner(stolen)
  await writeSignerMemory(stolen, { origin, size: 0, root: emptyRoot })
  const thief = await openSigner(stolen)
  return thief.sign({ size, root: new Uint8Array(32).fill(size), consistency: [] })
}
