import { Refused } from '../../kernel/index.ts'
import type { FaceRefusalCode } from '../refusal-code.ts'

/** Words by which licences bar an agency's daily work: Creative Commons NC, "research only", "academic use". */
const barred =
  /non[\s-]*commercial|\bcc[\s-]by[\s-]nc|\bnc\b|(research|academic|evaluation)[\s-]+(use|purposes?)?\s*only|only for (research|academic)/i

/**
 * The licence that goes on record for some weights: what the operator states, else what the folder or the maker states.
 * Refuses LICENCE_NOT_STATED, LICENCE_NON_COMMERCIAL. It cannot know whether what is stated is true.
 */
export function licenceOf(of: { stated?: string | undefined; described?: string | undefined }): string {
  const licence = (of.stated ?? of.described ?? '').trim().replaceAll(/\s+/g, ' ')
  if (licence === '') {
    throw new Refused<FaceRefusalCode>({
      code: 'LICENCE_NOT_STATED',
      reason: 'Nobody has said under which licence these weights may be used.',
      needed:
        'State it: --licence "Apache-2.0", or the contract under which your agency has them. It is recorded.',
    })
  }
  if (licence.length > 200) {
    throw new Refused<FaceRefusalCode>({
      code: 'LICENCE_NOT_STATED',
      reason: `The licence has ${licence.length} characters; the limit is 200.`,
      needed: 'Name it in a few words, for example by its SPDX name.',
    })
  }
  if (!barred.test(licence)) return licence
  throw new Refused<FaceRefusalCode>({
    code: 'LICENCE_NON_COMMERCIAL',
    reason: `The licence of these weights is ${JSON.stringify(licence)}: it bars an agency's daily use.`,
    needed: 'If your agency holds another licence for them, state that one with --licence. It is recorded.',
  })
}
