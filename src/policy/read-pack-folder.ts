import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from '../kernel/index.ts'
import { invalidPack } from './invalid-pack.ts'
import type { PackFiles } from './pack.ts'

/**
 * The one file of this room that touches the disk: reads the three files of a pack folder as UTF-8 text, and beside them the
 * facts that every pack may ask about. Refuses PACK_INVALID where one is missing.
 */
export async function readPackFolder(folder: string): Promise<PackFiles> {
  const read = (name: string) =>
    readFile(join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
      throw invalidPack(`there is no ${name} in ${folder}`)
    })
  const [packJson, policiesCedar, casesJson, schemaCedar] = await Promise.all([
    read('pack.json'),
    read('policies.cedar'),
    read('cases.json'),
    readFile(fileURLToPath(new URL('./packs/facts.cedarschema', import.meta.url)), 'utf8'),
  ])
  return { packJson, policiesCedar, schemaCedar, casesJson }
}

/** Names of the packs that come with Casebound. */
export const builtinPackNames = [
  'lapd-lacris',
  'detroit',
  'maryland',
  'washington',
  'virginia',
  'colorado',
  'fbi-ngi-ips',
  'eu-ai-act',
] as const
export type BuiltinPackName = (typeof builtinPackNames)[number]

export const isBuiltinPackName = (name: string): name is BuiltinPackName =>
  (builtinPackNames as readonly string[]).includes(name)

/** Absolute folder of a pack that comes with Casebound. */
export function builtinPackFolder(name: BuiltinPackName): string {
  assert(isBuiltinPackName(name), `pack ${name} comes with Casebound`)
  return fileURLToPath(new URL(`./packs/${name}`, import.meta.url))
}
