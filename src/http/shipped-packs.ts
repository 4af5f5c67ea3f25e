import { builtinPackFolder, builtinPackNames, loadPack, type Pack, readPackFolder } from '../policy/index.ts'
import { packSummary } from './pack-summary.ts'

let read: Promise<readonly Pack[]> | undefined

/** The packs that come with the program, with what each asks at set-up; read once, for they do not change while it runs. */
export async function shippedPacks() {
  read ??= Promise.all(
    builtinPackNames.map(async (name) => loadPack(await readPackFolder(builtinPackFolder(name)))),
  )
  return (await read).map((pack) => ({
    name: `shipped:${pack.id}`,
    ...packSummary(pack),
    setup: (pack.setup ?? []).map(({ code, question, why, ...rest }) => ({
      ...{ code, question, why, kind: rest.kind },
      ...(rest.kind === 'choice' ? { choices: [...rest.choices] } : { min: rest.min, max: rest.max }),
    })),
  }))
}
