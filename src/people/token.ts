import { createHash } from 'node:crypto'
import { randomText } from '../kernel/index.ts'

const tokenBytes = 24

/** 24 random bytes as text; only its hash is ever stored. */
export const newToken = (): string => randomText(tokenBytes)

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')

export const minutesAfter = (time: Date, minutes: number): Date => new Date(time.getTime() + minutes * 60_000)
export const hoursAfter = (time: Date, hours: number): Date => minutesAfter(time, hours * 60)
export const daysAfter = (time: Date, days: number): Date => hoursAfter(time, days * 24)
