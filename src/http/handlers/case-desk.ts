import {
  caseAnalysis,
  caseList,
  caseScale,
  mayCompareCase,
  mayTakeCase,
  onRecord,
  type PlantedCase,
} from '../../lead/index.ts'
import type { Services } from '../services.ts'
import type { AskedDesk, Desk } from './open-desk.ts'

/** The same desk for a planted case as for a search: its still in the place of a probe that was searched as it came. */
export function deskOfCase(
  { house }: Services,
  { user, planted, candidates }: AskedDesk & { planted: PlantedCase },
): Promise<Desk> {
  const { db } = house.storage
  return onRecord(house, { act: 'examine', user }, async () => {
    const may = candidates ? mayCompareCase : mayTakeCase
    const { position } = await may(db, { user, planted, clock: house.clock })
    const bench = { searchId: planted.id, examinerId: user.id }
    const analysis = await caseAnalysis(db, bench)
    const list = analysis ? await caseList(house, { planted, bench }) : { shown: [], planted: new Map() }
    return {
      ...{ id: planted.id, agencyId: planted.agencyId, scale: await caseScale(house, planted) },
      request: { probe: planted.probe, recipe: undefined, details: {} },
      ...{ bench, position, analysis, ...list },
    }
  })
}
