import { modelUse } from '../gallery/index.ts'
import type { FrozenSearch, House } from '../lead/index.ts'
import { measuredFigures } from './measured-figures.ts'
import { jsonPart, type PacketPart } from './packet-part.ts'

/** The face model that compared: what it is, its self-tests in this house, and what is known of its errors. */
export async function modelPart(house: House, { model }: FrozenSearch): Promise<PacketPart> {
  const { db } = house.storage
  const tests = await db
    .selectFrom('model_tests')
    .selectAll()
    .where('model_id', '=', model.id)
    .orderBy('tested_at')
    .orderBy('id')
    .execute()
  const use = await modelUse(db)
  const { licence, origin } = house.face.model
  return jsonPart('model.json', 'The face model, its self-tests in this house, and its measured errors.', {
    ...model,
    ...(house.face.model.id === model.id ? { licence, origin } : {}),
    stillInUse: use === undefined ? house.face.model.id === model.id : use.modelId === model.id,
    selfTests: tests.map((test) => ({
      testedAt: test.tested_at.toISOString(),
      passed: test.passed,
      report: JSON.parse(test.report_json),
    })),
    measured: measuredFigures(model.name),
  })
}
