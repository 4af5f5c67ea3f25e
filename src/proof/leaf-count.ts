/** A decimal without leading zeros that a number can hold exactly, or undefined. */
export function parseLeafCount(text: string): number | undefined {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return undefined
  const count = Number(text)
  return Number.isSafeInteger(count) ? count : undefined
}
