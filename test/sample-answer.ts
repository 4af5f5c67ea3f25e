import { createHash } from 'node:crypto'
import type { PublicationAnswer } from '../src/cli/write-public-page.ts'
import { sampleCodesText, sampleImportText, samplePolicyText } from '../src/ledger/sample-drafts.ts'
import type { VerifierKey } from '../src/proof/index.ts'

/** What a house would tell of a log of sample entries beside its files. */
export const sampleAnswer = (log: {
  readonly vkey: string
  readonly key: VerifierKey
}): Omit<PublicationAnswer, 'open' | 'live'> => ({
  ...{ origin: log.key.name, verifierKey: log.vkey },
  policies: [
    {
      sha256: createHash('sha256').update(samplePolicyText).digest('hex'),
      text: samplePolicyText,
    },
  ],
  codes: [{ sha256: createHash('sha256').update(sampleCodesText).digest('hex'), text: sampleCodesText }],
  imports: [{ n: 1, text: sampleImportText }],
})
