import type { Recount, RecountCell, RefusalCell } from './count-entries.ts'
import type { OversightCell } from './count-oversight.ts'

/** What one month adds up to; published as `rollups/<month>.json`, and compared with the count by whoever counts. */
export type Rollup = {
  readonly format: 'casebound-rollup-v1'
  readonly month: string
  readonly requests: number
  readonly refused: number
  readonly cells: readonly Omit<RecountCell, 'month'>[]
  readonly refusals: readonly Omit<RefusalCell, 'month'>[]
  /** What the house's own oversight began in this month. */
  readonly oversight: readonly Omit<OversightCell, 'month'>[]
}

/** The rollup of every month in which something was asked for, refused or looked into, the earliest first. */
export function rollupsOf(recount: Recount): readonly Rollup[] {
  const months = new Set(
    [...recount.cells, ...recount.refusalCells, ...recount.oversightCells].map(({ month }) => month),
  )
  return [...months].sort().map((month) => {
    const cells = recount.cells.filter((cell) => cell.month === month)
    const refusals = recount.refusalCells.filter((cell) => cell.month === month)
    const oversight = recount.oversightCells.filter((cell) => cell.month === month)
    return {
      ...{ format: 'casebound-rollup-v1', month },
      requests: cells.reduce((sum, { searches }) => sum + searches, 0),
      refused: refusals.reduce((sum, cell) => sum + cell.refusals, 0),
      cells: cells.map(({ month: _, ...cell }) => cell),
      refusals: refusals.map(({ month: _, ...cell }) => cell),
      oversight: oversight.map(({ month: _, ...cell }) => cell),
    }
  })
}
