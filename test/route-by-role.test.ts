import { openScratchStorage } from '../src/storage/index.ts'
import { describeRouteByRole } from './route-by-role.ts'

describeRouteByRole('PGlite', openScratchStorage)
