import type { OpenHouse } from '../lead/index.ts'
import type { Desk } from './command.ts'
import { loadProgress } from './load-progress.ts'

/** Opens the house of a data folder as every command does: on the desk's database, with progress on its terminal. */
export const openHouseAt = (desk: Desk, dataDir: string): Promise<OpenHouse> =>
  desk.wiring.openHouse({
    dataDir,
    databaseUrl: desk.databaseUrl,
    onLoad: loadProgress(desk.terminal),
  })
