import { openScratchStorage } from '../../../storage/index.ts'
import { describePlantedCases } from './contract.ts'

describePlantedCases('pglite', openScratchStorage)
