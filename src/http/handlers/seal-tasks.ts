import type { z } from '@hono/zod-openapi'
import type { AnalysisDraft, Findings } from '../../examination/index.ts'
import { asId, type SearchId } from '../../kernel/index.ts'
import {
  analyse,
  analyseCase,
  type CaseTruth,
  caseFor,
  conclude,
  examine,
  examineCase,
  unseenTruth,
} from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { defined } from '../request-answer.ts'
import type { sealedAnalysisSchema, sealedExaminationSchema } from '../schemas/examination.ts'
import type { Services } from '../services.ts'

type Sealing = { readonly user: User; readonly id: string }

/** Seals what an examiner found in the probe alone. Where it stands in the log is told only once nothing is left to be blind for. */
export async function sealedAnalysis(
  services: Services,
  { draft, ...of }: Sealing & { draft: AnalysisDraft },
): Promise<z.infer<typeof sealedAnalysisSchema>> {
  const { house } = services
  const { user } = of
  const planted = await caseFor(house, of)
  if (planted) {
    const { analysis, endedAt } = await analyseCase(house, { user, planted, draft })
    const ended = endedAt !== undefined
    return {
      ...{ searchId: planted.id, suitability: analysis.suitability, ended, concluded: false },
      ...(ended ? { logIndex: endedAt, plantedCase: truthAnswer(unseenTruth) } : {}),
    }
  }
  const searchId = asId<SearchId>(of.id)
  const { analysis, logIndex, ended } = await analyse(house, { user, searchId, draft })
  const lead = ended ? await conclude(house, searchId) : undefined
  return {
    ...{ searchId, suitability: analysis.suitability, ended: ended !== undefined },
    ...{ concluded: lead !== undefined, ...(ended ? { logIndex } : {}) },
    ...(lead ? { leadId: lead.id } : {}),
  }
}

/** Seals what an examiner found among the candidates, and tells him what was behind the letters. */
export async function sealedExamination(
  services: Services,
  { findings, ...of }: Sealing & { findings: Findings },
): Promise<z.infer<typeof sealedExaminationSchema>> {
  const { house } = services
  const { user } = of
  const planted = await caseFor(house, of)
  if (planted) {
    const { conclusion, logIndex, revealed, truth } = await examineCase(house, { user, planted, findings })
    return {
      ...{ searchId: planted.id, position: 1, logIndex, conclusion, planted: [], concluded: false },
      ...{ revealed: revealed.map((row) => ({ ...row })), plantedCase: truthAnswer(truth) },
    }
  }
  const searchId = asId<SearchId>(of.id)
  const sealed = await examine(house, { user, searchId, findings })
  const lead = await conclude(house, searchId)
  return {
    ...{ searchId, position: sealed.examination.position, logIndex: sealed.logIndex },
    conclusion: sealed.examination.conclusion,
    revealed: sealed.revealed.map((row) => ({ ...row })),
    planted: sealed.planted.map((row) => ({ ...row })),
    concluded: lead !== undefined,
    ...(lead ? { leadId: lead.id } : {}),
  }
}

const truthAnswer = ({ mate, mateLetter, othersSupported }: CaseTruth) => ({
  ...{ mate, othersSupported: [...othersSupported] },
  ...defined({ mateLetter }),
})
