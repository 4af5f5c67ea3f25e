type Barred = { readonly pair: readonly string[]; readonly why: string }

/** Why these roles do not meet in one account; nothing when they may. */
export function barredWords(barredPairs: readonly Barred[], chosen: readonly string[]): string {
  const barred = barredPairs.find(({ pair }) => pair.every((role) => chosen.includes(role)))
  return barred === undefined ? '' : `${barred.pair.join(' and ')} do not meet in one account. ${barred.why}`
}
