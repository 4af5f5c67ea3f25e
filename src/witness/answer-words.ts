import type { WitnessStanding } from './gather-cosignatures.ts'

/** What a witness said last, as the end of a sentence that its name begins. */
export function answerWords({ last, url }: Pick<WitnessStanding, 'last' | 'url'>): string {
  if (url === undefined) return 'has no address in the policy'
  if (last === undefined) return 'was not asked yet'
  return last.kind === 'cosigned' ? 'cosigned' : last.words
}

/** What all witnesses said, in one sentence part. */
export const standingsWords = (standings: readonly WitnessStanding[]): string =>
  standings.map((standing) => `${standing.name} ${answerWords(standing)}`).join('; ')
