/** Lower case, single spaces, no outer punctuation, so that "Police  Investigation." is seen for what it is. */
export function plainNarrative(narrative: string | undefined): string | undefined {
  return narrative
    ?.toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')
}
