import type { HouseOptions } from '../lead/index.ts'
import type { Progress, Terminal } from './terminal.ts'

/** Fewer templates than this are in memory before anybody could read a line about it. */
const worthShowingRows = 300_000

/** Shows the reading of a large gallery's templates as a bar, with rate and time left. */
export function loadProgress(terminal: Terminal): NonNullable<HouseOptions['onLoad']> {
  let shown: Progress | undefined
  return ({ rows, ofRows }) => {
    if (ofRows < worthShowingRows) return
    shown ??= terminal.progress({ title: 'Reading the templates', total: ofRows, unit: 'rows' })
    shown.at(rows)
    if (rows >= ofRows) shown.end()
  }
}
