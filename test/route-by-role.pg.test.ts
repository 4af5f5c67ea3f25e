import { openScratchPostgresql } from '../src/storage/index.ts'
import { describePostgresql } from './describe-postgresql.ts'
import { describeRouteByRole } from './route-by-role.ts'

describePostgresql(() => describeRouteByRole('PostgreSQL', () => openScratchPostgresql()))
