const words: Readonly<Record<string, string>> = {
  P: 'text read',
  'P½': 'text read in part',
  S: 'secondary source',
  M: 'from memory',
  D: 'house choice',
}

/** How sure a rule's source is, in words; an unknown mark stays as it is. */
export function confidenceWords(mark: string): string {
  return words[mark] ?? mark
}
