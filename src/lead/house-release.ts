import { lstat, rename } from 'node:fs/promises'
import type { Ledger } from '../ledger/index.ts'
import { vkeyPath } from '../ledger/index.ts'
import {
  createRelease,
  type KeptRelease,
  keepReleaseProcess,
  releasePolicyPath,
  releaseTrust,
  trustsOther,
} from '../release/index.ts'
import { readIfPresent } from '../storage/index.ts'
import type { houseFolders } from './found-house.ts'

type Folders = Pick<ReturnType<typeof houseFolders>, 'keyRelease' | 'log' | 'witnessPolicy'>

/** Whether the house has a key release of its own; a link that leads nowhere counts, and then nothing can be opened. */
export const hasKeyRelease = ({ keyRelease }: Pick<Folders, 'keyRelease'>): Promise<boolean> =>
  lstat(keyRelease).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )

/**
 * Starts the key release of a house, where it has one. Refuses RELEASE_TRUSTS_OTHER where it would refuse every search, and what its
 * process refuses at the start.
 */
export async function openHouseRelease(folders: Folders, ledger: Ledger): Promise<KeptRelease | undefined> {
  if (!(await hasKeyRelease(folders))) return undefined
  const trust = await releaseTrust(folders.keyRelease)
  if (trust.vkey !== ledger.vkey)
    throw trustsOther('it was made for the key of another log', 'The folder that was made for this log.')
  if (trust.policy !== (await policyText(folders)))
    throw trustsOther(
      'its witness policy is not the one of the house',
      `Whoever keeps it compares the new policy and puts it at ${releasePolicyPath(folders.keyRelease)}; without witnesses none lies there.`,
    )
  return keepReleaseProcess(folders.keyRelease)
}

/** Gives a house a key release, which trusts its log and witness policy as they are now. The next start goes by it. */
export async function addKeyRelease(folders: Folders): Promise<void> {
  const vkey = await readIfPresent(`${folders.log}/${vkeyPath}`)
  await createRelease(folders.keyRelease, {
    vkey: Buffer.from(vkey ?? '')
      .toString('utf8')
      .trim(),
    policy: await policyText(folders),
  })
}

/** Puts the folder of the key release aside, with its memory; gives where it lies now. */
export async function setKeyReleaseAside({ keyRelease }: Folders, now: Date): Promise<string> {
  const aside = `${keyRelease}.off-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`
  await rename(keyRelease, aside)
  return aside
}

async function policyText({ witnessPolicy }: Folders): Promise<string | undefined> {
  const bytes = await readIfPresent(witnessPolicy)
  return bytes && Buffer.from(bytes).toString('utf8')
}
