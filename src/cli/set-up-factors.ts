import type { Desk } from './command.ts'
import { AnsweredRefusal, type Door } from './door.ts'
import type { Prompt } from './prompt.ts'

type NewAuthenticator = { ceremony: string; secret: string; uri: string }

/** What may be mended by answering once more. */
const askAgain = ['PASSWORD_TOO_SHORT', 'PASSWORD_TOO_LONG', 'PASSWORD_BANNED', 'CODE_WRONG']

/** Sets a password and an authenticator at the prompt, and shows the recovery codes, once. */
export async function setUpFactors(
  desk: Desk,
  of: { door: Pick<Door, 'call'>; prompt: Prompt },
): Promise<readonly string[]> {
  const { print } = desk.terminal
  const { door, prompt } = of
  const { secret, uri, ceremony } = await door.call<NewAuthenticator>('POST', '/api/account/authenticator')
  print('This account needs a password (20 characters or more) and an authenticator app.')
  print(`Add this key to the app: ${secret.replace(/(.{4})/g, '$1 ').trim()}`)
  print(`  ${uri}`)
  for (;;) {
    const password = await prompt.ask('New password: ', { hidden: true })
    const code = await prompt.ask('Code that the app shows: ')
    try {
      const given = { password, code, ceremony }
      const { recoveryCodes } = await door.call<{ recoveryCodes: string[] }>(
        ...(['PUT', '/api/account/password', given] as const),
      )
      print('Recovery codes, each good once when the app is lost, shown only now:')
      for (const one of recoveryCodes) print(`  ${one}`)
      return recoveryCodes
    } catch (error) {
      if (!(error instanceof AnsweredRefusal) || !askAgain.includes(error.code)) throw error
      print(`${error.reason} ${error.needed}`)
    }
  }
}
