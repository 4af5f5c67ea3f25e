import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from '../kernel/index.ts'
import type { PackFiles } from './pack.ts'

/** The one file of this room that touches the disk: reads the four files of a pack folder as UTF-8 text. */
export async function readPackFolder(folder: string): Promise<PackFiles> {
  const read = (name: string) => readFile(join(folder, name), 'utf8')
  const [packJson, policiesCedar, schemaCedar, casesJson] = await Promise.all([
    read('pack.json'),
    read('policies.cedar'),
    read('schema.cedarschema'),
    read('cases.json'),
  ])
  return { packJson, policiesCedar, schemaCedar, casesJson }
}

/** Names of the packs that come with Casebound. */
export const builtinPackNames = ['lapd-lacris'] as const

/** Absolute folder of a pack that comes with Casebound. */
export function builtinPackFolder(name: (typeof builtinPackNames)[number]): string {
  assert(builtinPackNames.includes(name), `pack ${name} comes with Casebound`)
  return fileURLToPath(new URL(`./packs/${name}`, import.meta.url))
}
