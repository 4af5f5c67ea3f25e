import type { Pack } from './pack.ts'

/** How the second examination is held: in how many days it is due, and how many per cent of the unsupported lists come to it. */
export type Verification = { readonly dueDays: number; readonly sharePercent: number }

/** What a pack asks of the second examination; where it is silent, two people always look, and within two days. */
export const verificationOf = ({ verification }: Pick<Pack, 'verification'>): Verification => ({
  dueDays: verification?.dueDays ?? 2,
  sharePercent: verification?.sharePercent ?? 100,
})
