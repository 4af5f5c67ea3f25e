import { matcherContract } from './contract.ts'
import { createScalarMatcher } from './create-scalar-matcher.ts'

matcherContract('the scalar oracle', async (options) => createScalarMatcher(options))
