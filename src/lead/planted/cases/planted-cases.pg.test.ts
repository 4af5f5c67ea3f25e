import { describePostgresql } from '../../../../test/describe-postgresql.ts'
import { openScratchPostgresql } from '../../../storage/index.ts'
import { describePlantedCases } from './contract.ts'

describePostgresql(() => describePlantedCases('postgresql', openScratchPostgresql))
