import { hash, verify } from '@node-rs/argon2'
import { refused } from './refusal-code.ts'

/** Limits in characters, and the guesses (as a power of ten) below which a password is as good as on the banned list. */
export const passwordLimits = { minCharacters: 20, maxCharacters: 128, minGuessesLog10: 12 } as const

/** Argon2id with 64 MiB, three passes: about a tenth of a second for each guess. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const

/**
 * Refuses PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, and PASSWORD_BANNED for what stands on the list of common passwords or is made
 * of it, of repetitions, rows of keys, dates and the person's own words (CJIS 5.6.2.1.1: 20 characters, banned list).
 */
export async function checkPassword(password: string, ownWords: readonly string[]): Promise<void> {
  const { minCharacters, maxCharacters, minGuessesLog10 } = passwordLimits
  const characters = [...password].length
  if (characters < minCharacters) {
    throw refused({
      code: 'PASSWORD_TOO_SHORT',
      reason: `The password has ${characters} characters; it needs ${minCharacters}.`,
      needed: 'A sentence is easy to keep in mind. A password manager makes a longer one.',
    })
  }
  if (characters > maxCharacters) {
    throw refused({
      code: 'PASSWORD_TOO_LONG',
      reason: `The password has ${characters} characters; ${maxCharacters} are the most.`,
      needed: 'Choose a shorter one.',
    })
  }
  const { estimator } = await import('./word-lists.ts')
  const words = ownWords.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter(Boolean)
  const guesses = estimator.check(password, words).guessesLog10
  const banned = isMadeOf(password, words) || guesses < minGuessesLog10
  if (!banned) return
  throw refused({
    code: 'PASSWORD_BANNED',
    reason: 'The password is made of common passwords, repetitions, rows of keys, or your own name.',
    needed: 'Choose another one; four or more words that do not belong together will do.',
  })
}

/** Whether fewer than ten letters and digits are left once the person's own words are taken out. */
function isMadeOf(password: string, words: readonly string[]): boolean {
  const long = words.map((word) => word.toLowerCase()).filter((word) => word.length >= 3)
  const rest = long.reduce((text, word) => text.replaceAll(word, ' '), password.toLowerCase())
  return rest.replace(/[^\p{L}\p{N}]/gu, '').length < 10
}

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

let nobodysHash: Promise<string> | undefined

/** Whether the password is the one of the hash. Without a hash it takes as long and says no. */
export async function isPassword(argon2id: string | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('of nobody at all, for the time it takes')
  const right = await verify(argon2id ?? (await nobodysHash), password)
  return argon2id !== undefined && right
}
