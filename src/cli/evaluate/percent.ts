import type { Share } from '../../kernel/index.ts'

export const percent = (value: number): string => `${(value * 100).toFixed(2)} %`

/** 99.20 %  (98.80 to 99.47 %) */
export const withInterval = ({ value, low, high }: Share): string =>
  `${percent(value)}  (${(low * 100).toFixed(2)} to ${percent(high)})`

export const intervalOf = ({ low, high }: Share): readonly [number, number] => [low, high]
