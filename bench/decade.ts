import { readDecadeOptions } from './decade-options.ts'
import { measureDecade } from './measure-decade.ts'
import { measureGrowth } from './measure-growth.ts'
import { endOnSignals, scratchFolder } from './scratch-folder.ts'
import { print } from './table.ts'

// A decade of searches of a big city against a large county's gallery, or how the time of one grows: see README.md.

const options = readDecadeOptions()
endOnSignals()
const folder = scratchFolder(options.data)
const figures = await (options.sizes.length > 0 ? measureGrowth : measureDecade)(options, folder)
if (options.json) print(JSON.stringify(figures))
process.exit(0)
