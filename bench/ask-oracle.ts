import { Worker } from 'node:worker_threads'
import { type Before, personsBefore, type Ranked, rowsBefore } from './best-list.ts'
import { rowsPerBlock, type TemplatePlan } from './make-templates.ts'
import { type OracleShare, personsWanted, type QueryTruth, rowsWanted } from './oracle-share.ts'
import { personName } from './person-name.ts'
import { showProgress } from './progress.ts'

export type Truth = { readonly of: readonly QueryTruth[]; readonly seconds: number }

type Told = { readonly block: true } | { readonly truth: readonly QueryTruth[] }

/** Ranks the whole gallery for the first `queries` probes of a plan, exhaustively, without the matcher. */
export async function askOracle(of: {
  readonly plan: TemplatePlan
  readonly queries: number
  readonly threads: number
}): Promise<Truth> {
  const startedAt = performance.now()
  const blocks = Math.ceil(of.plan.rows / rowsPerBlock)
  const title = `Oracle, ${of.queries} queries`
  const progress = showProgress({ title, total: blocks, unit: 'blocks' })
  let done = 0
  const blockDone = () => progress.at(++done)
  const shares = await Promise.all(
    Array.from({ length: of.threads }, (_, lane) =>
      rank({ plan: of.plan, queries: of.queries, lane, lanes: of.threads }, blockDone),
    ),
  )
  progress.end()
  const truth = Array.from({ length: of.queries }, (_, query) => ({
    persons: merge(
      shares.map((share) => share[query]?.persons ?? []),
      { before: personsBefore(personName), keep: personsWanted },
    ),
    rows: merge(
      shares.map((share) => share[query]?.rows ?? []),
      { before: rowsBefore, keep: rowsWanted },
    ),
  }))
  return { of: truth, seconds: (performance.now() - startedAt) / 1000 }
}

function rank(share: OracleShare, blockDone: () => void): Promise<readonly QueryTruth[]> {
  const worker = new Worker(new URL('./oracle-worker.mjs', import.meta.url), { workerData: share })
  return new Promise((resolve, reject) => {
    worker.on('error', reject)
    worker.on('message', (told: Told) => ('truth' in told ? resolve(told.truth) : blockDone()))
  })
}

/** No person stands in two shares, because no person stands in two blocks. */
function merge(
  lists: readonly (readonly Ranked[])[],
  { before, keep }: { readonly before: Before; readonly keep: number },
): readonly Ranked[] {
  return lists
    .flat()
    .sort((first, second) => (before(first, second) ? -1 : 1))
    .slice(0, keep)
}
