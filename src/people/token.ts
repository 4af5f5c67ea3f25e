import { createHash, randomBytes } from 'node:crypto'

const tokenBytes = 24

/** 24 random bytes as text; only its hash is ever stored. */
export function newToken(): string {
  // A command would read a hyphen at its beginning as that of an option.
  for (;;) {
    const token = randomBytes(tokenBytes).toString('base64url')
    if (!token.startsWith('-')) return token
  }
}

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')

export const minutesAfter = (time: Date, minutes: number): Date => new Date(time.getTime() + minutes * 60_000)
export const hoursAfter = (time: Date, hours: number): Date => minutesAfter(time, hours * 60)
export const daysAfter = (time: Date, days: number): Date => hoursAfter(time, days * 24)
