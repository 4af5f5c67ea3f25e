import { createHash } from 'node:crypto'
import { wholeHouse } from '../ledger/index.ts'
import type { Pack } from '../policy/index.ts'
import type { House } from './house.ts'

/**
 * Puts on record (`codes`) what the codes in the log's public fields mean, unless the list that was recorded last says just that: the
 * meaning of a code cannot be bent afterwards. It is part of the next checkpoint; nobody waits for it.
 */
export async function recordCodeList(
  { storage, ledger, clock }: Pick<House, 'storage' | 'ledger' | 'clock'>,
  { pack, codeList }: { readonly pack: Pack; readonly codeList: (pack: Pack) => string },
): Promise<void> {
  const text = codeList(pack)
  const sha256 = createHash('sha256').update(text).digest('hex')
  await storage.actingFor(undefined, () =>
    storage.transaction(async (tx) => {
      const last = await tx
        .selectFrom('code_lists')
        .select(['version', 'sha256'])
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (last?.sha256 === sha256) return
      const version = (last?.version ?? 0) + 1
      const entryId = await ledger.queue(tx, {
        type: 'codes',
        unit: wholeHouse,
        fields: { version, sha256 },
        hidden: {},
      })
      await tx
        .insertInto('code_lists')
        .values({ version, sha256, list_json: text, entry_id: entryId, recorded_at: clock.now() })
        .execute()
    }),
  )
}

/** Every list that was recorded, with the hash that its entry names. */
export const recordedCodeLists = async ({
  storage,
}: Pick<House, 'storage'>): Promise<readonly { readonly sha256: string; readonly text: string }[]> => {
  const rows = await storage.db
    .selectFrom('code_lists')
    .select(['sha256', 'list_json'])
    .orderBy('version')
    .execute()
  return rows.map(({ sha256, list_json: text }) => ({ sha256, text }))
}
