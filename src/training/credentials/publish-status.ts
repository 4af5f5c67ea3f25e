import { randomInt } from 'node:crypto'
import type { Storage } from '../../storage/index.ts'
import { listCertificates } from '../certificates/certificate.ts'
import type { TrainingHouse } from '../training-house.ts'
import type { StatusPurpose } from './compose-credential.ts'
import { composeStatusList, statusListBits } from './status-list.ts'

type Publishing = Pick<TrainingHouse, 'storage' | 'issuer' | 'clock'>

/** Publishes both status lists as they are now: signed static files that say which certificates do not count. */
export async function publishStatus(house: Publishing): Promise<void> {
  // As the house: the lists hold the certificates of every agency of a region.
  await house.storage.actingFor(undefined, () =>
    house.issuer.publish(async () => ({
      'status/revocation.jwt': await statusList(house, 'revocation'),
      'status/suspension.jwt': await statusList(house, 'suspension'),
    })),
  )
}

async function statusList({ storage, issuer, clock }: Publishing, purpose: StatusPurpose): Promise<string> {
  const standing = purpose === 'revocation' ? 'revoked' : 'suspended'
  const indices = (await listCertificates(storage.db))
    .filter((certificate) => certificate.standing === standing)
    .flatMap(({ statusIndex }) => statusIndex ?? [])
  return issuer.sign(composeStatusList(issuer.addresses, { purpose, indices, at: clock.now() }), 'vc+jwt')
}

/** A place in the status lists that no certificate of any agency has, drawn at random so that it tells nothing. */
export async function freeStatusIndex(storage: Storage): Promise<number> {
  const rows = await storage.actingFor(undefined, () =>
    storage.db
      .selectFrom('certificates')
      .select('status_index')
      .where('status_index', 'is not', null)
      .execute(),
  )
  const used = new Set(rows.map((row) => row.status_index))
  if (used.size >= statusListBits) throw new Error('every place in the status lists is taken')
  for (;;) {
    const index = randomInt(statusListBits)
    if (!used.has(index)) return index
  }
}
