import { describeAppendOnlyContract } from './append-only-contract.ts'
import { describeStorageContract } from './contract.ts'
import { openScratchStorage } from './open-scratch-storage.ts'
import { describeRowsByAgencyContract } from './rows-by-agency-contract.ts'

describeStorageContract('pglite', openScratchStorage)
describeAppendOnlyContract('pglite', openScratchStorage)
describeRowsByAgencyContract('pglite', openScratchStorage)
