import type { Pack } from '../policy/index.ts'

/** Which text a pack is. */
export const packNamed = (pack: Pack) => ({
  packId: pack.id,
  packVersion: pack.version,
  packSha256: pack.sha256,
  title: pack.title,
})

/** Which text a pack is, for whom, and from when to when. */
export const packSummary = (pack: Pack) => ({
  ...packNamed(pack),
  jurisdiction: pack.jurisdiction,
  validFrom: pack.validFrom,
  ...(pack.validTo === undefined ? {} : { validTo: pack.validTo }),
})
