import type { Input } from './command.ts'
import { WrongUse } from './wrong-use.ts'

/** A whole number of up to four digits; undefined where it is not given. */
export function wholeOption(input: Input, name: string, unit = ''): number | undefined {
  const text = input.text(name)
  if (text === undefined) return undefined
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw new WrongUse(`--${name} takes a whole number${unit}, not "${text}".`)
}
