import { asId } from '../kernel/index.ts'
import { loadPack } from './load-pack.ts'
import type { Pack, PackFiles } from './pack.ts'
import { builtinPackFolder, readPackFolder } from './read-pack-folder.ts'
import type { RequestFacts } from './request-facts.ts'

/** For tests: the first pack, its files, and a request that it permits. */
export const lapdFiles: PackFiles = await readPackFolder(builtinPackFolder('lapd-lacris'))
export const lapdPack: Pack = { ...loadPack(lapdFiles), signedBy: 'test' }

export const ordinaryActor: RequestFacts['actor'] = {
  id: asId('user-1'),
  agency: 'LAPD',
  roles: ['requester'],
  certificate: { id: asId('cert-1'), validFrom: '2026-01-10', validTo: '2027-01-09', revoked: false },
  policyAccepted: true,
}

export const ordinaryFacts: RequestFacts = {
  onDate: '2026-03-02',
  actor: ordinaryActor,
  onBehalfOf: 'LAPD',
  caseNumber: '26-0001234',
  crime: 'robbery',
  purpose: 'investigate-crime',
  source: 'private-cctv',
  steps: [],
  protectedActivity: false,
  galleryKind: 'booking',
  standing: false,
  overdueApprovals: 0,
}

/** The pack's files with words replaced in one of them; fails when there was nothing to replace. */
export function withText(file: keyof PackFiles, change: { from: string | RegExp; to: string }): PackFiles {
  const text = lapdFiles[file]
  const changed = text.replace(change.from, change.to)
  if (changed === text) throw new Error(`nothing to replace in ${file}`)
  return { ...lapdFiles, [file]: changed }
}
