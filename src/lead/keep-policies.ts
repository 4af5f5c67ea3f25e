import { createHash } from 'node:crypto'
import { asId, type Clock, type EntryId, isoDate, must, Refused } from '../kernel/index.ts'
import type { Ledger } from '../ledger/index.ts'
import { filesOfText, loadPack, type Pack } from '../policy/index.ts'
import type { Storage, Tx } from '../storage/index.ts'
import type { PolicyInForce } from './house.ts'
import type { PolicyKey } from './policy-key.ts'

/** One adopted text, as it stands in the house. */
export type PolicyVersion = PolicyInForce & {
  readonly n: number
  /** First day on which it binds. */
  readonly inForceFrom: string
  readonly adoptedAt: Date
  readonly approver: string
}

/** The adopted texts of a house: each is kept here, so that another version of the program changes nothing in force. */
export type PolicyKeeper = {
  readonly key: PolicyKey
  /** The text in force now. Refuses NO_POLICY_IN_FORCE. */
  inForce(): PolicyVersion
  /** The text that was in force at an instant; undefined before the first. Past conduct is judged by it. */
  at(instant: Date): PolicyVersion | undefined
  /** Every adopted text, the oldest first. */
  versions(): readonly PolicyVersion[]
  /** Reads what was adopted since; called by whoever adopts. */
  reload(): Promise<void>
}

type Parts = {
  readonly storage: Storage
  readonly ledger: Ledger
  readonly clock: Clock
  readonly key: PolicyKey
}

/** Opens the adopted texts and verifies the signature of each. Refuses PACK_UNSIGNED, PACK_ALTERED. */
export async function keepPolicies(parts: Parts): Promise<PolicyKeeper> {
  const { clock, key } = parts
  await signOlderAdoptions(parts)
  let versions: readonly PolicyVersion[] = await readVersions(parts, [])
  const at = (instant: Date) =>
    versions.findLast(({ adoptedAt, inForceFrom }) => adoptedAt <= instant && inForceFrom <= isoDate(instant))
  return {
    key,
    at,
    inForce: () => {
      const version = at(clock.now())
      if (version) return version
      throw new Refused<'NO_POLICY_IN_FORCE'>({
        code: 'NO_POLICY_IN_FORCE',
        reason: 'No adopted policy is in force today.',
        needed: 'Adopt a policy that is in force from today or earlier.',
      })
    },
    versions: () => versions,
    reload: async () => {
      versions = await readVersions(parts, versions)
    },
  }
}

/** Records an adopted pack with the signature of the house, in the transaction that logged it. */
export async function recordAdoption(
  tx: Tx,
  of: {
    n: number
    pack: Pack
    key: PolicyKey
    approver: string
    proposedBy: string | null
    inForceFrom: string
    entryId: EntryId
    now: Date
  },
): Promise<void> {
  const { n, pack, key, now } = of
  const adoption = {
    n,
    pack_id: pack.id,
    pack_version: pack.version,
    pack_sha256: pack.sha256,
    pack_text: pack.text,
    approver: of.approver,
    entry_id: of.entryId,
    adopted_at: now,
  }
  await tx.insertInto('policy_adoptions').values(adoption).execute()
  await tx
    .insertInto('policy_versions')
    .values({
      ...{ n, in_force_from: of.inForceFrom, proposed_by: of.proposedBy, signed_at: now },
      ...{ key_name: key.name, public_key: key.publicKeyPem, signature: key.sign(pack) },
    })
    .execute()
}

async function readVersions(
  { storage, key }: Parts,
  known: readonly PolicyVersion[],
): Promise<readonly PolicyVersion[]> {
  const rows = await storage.db
    .selectFrom('policy_adoptions')
    .innerJoin('policy_versions', 'policy_versions.n', 'policy_adoptions.n')
    .selectAll('policy_adoptions')
    .select(['policy_versions.in_force_from', 'policy_versions.signature'])
    .orderBy('policy_adoptions.n')
    .execute()
  return rows.map((row) => {
    const already = known.find(({ n }) => n === row.n)
    if (already) return already
    const pack = key.verified(packOfText(row.pack_text, row.pack_sha256), row.signature)
    return {
      ...{ n: row.n, pack, entryId: asId<EntryId>(row.entry_id) },
      ...{ inForceFrom: row.in_force_from, adoptedAt: row.adopted_at, approver: row.approver },
    }
  })
}

/** The pack of an adopted text. Refuses PACK_ALTERED when the text is not the one whose hash was adopted. */
export function packOfText(text: string, adoptedSha256: string): Pack {
  const { files, answers } = filesOfText(text)
  const pack = loadPack(files, { answers, adoptedSha256 })
  if (createHash('sha256').update(text).digest('hex') === adoptedSha256 && pack.sha256 === adoptedSha256)
    return pack
  throw new Refused<'PACK_ALTERED'>({
    code: 'PACK_ALTERED',
    reason: `The text of the policy pack ${pack.id} ${pack.version} in the database is not the one that was adopted (${adoptedSha256.slice(0, 12)}…).`,
    needed: 'Restore the database from a backup; the log names the hash of each adopted text.',
  })
}

/** Signs what was adopted before there were signatures, after making sure that the log names the very hash of the text. */
async function signOlderAdoptions({ storage, ledger, clock, key }: Parts): Promise<void> {
  const rows = await storage.db
    .selectFrom('policy_adoptions')
    .leftJoin('policy_versions', 'policy_versions.n', 'policy_adoptions.n')
    .selectAll('policy_adoptions')
    .where('policy_versions.n', 'is', null)
    .execute()
  for (const row of rows) {
    const pack = packOfText(row.pack_text, row.pack_sha256)
    const logged = must(await ledger.find(asId<EntryId>(row.entry_id)), 'entry of the adoption')
    const { value } = await ledger.entry(logged.index)
    if (value.t !== 'policy' || value.sha256 !== pack.sha256) throw alteredInLog(pack)
    const signature = key.sign(pack)
    await storage.db
      .insertInto('policy_versions')
      .values({
        ...{ n: row.n, in_force_from: isoDate(row.adopted_at), proposed_by: null },
        ...{ key_name: key.name, public_key: key.publicKeyPem, signature, signed_at: clock.now() },
      })
      .execute()
  }
}

const alteredInLog = (pack: Pack) =>
  new Refused<'PACK_ALTERED'>({
    code: 'PACK_ALTERED',
    reason: `The log does not name the text of the policy pack ${pack.id} ${pack.version} that the database holds.`,
    needed: 'Restore the database from a backup; the log names the hash of each adopted text.',
  })
