import { type Command, type Desk, exitCodes, type Input } from '../command.ts'
import { type Door, forgetSession, openDoor, saveSession } from '../door.ts'
import { openPrompt, type Prompt } from '../prompt.ts'
import { setUpFactors } from '../set-up-factors.ts'

type SessionAnswer = {
  user: { login: string; name: string; roles: readonly string[] }
  certificate?: { validTo: string; inDate: boolean }
  expiresAt: string
  via: string
  sessionToken?: string
}

export const signIn: Command = {
  name: 'sign-in',
  summary: 'sign in on the command line, with password and code or with a one-time link',
  details:
    'Asks for login, password and code; the session is kept in the data folder, readable by its owner only. With the token of a link it asks for the factors to set up.',
  positionals: [{ name: 'TOKEN', words: 'what follows #token= in your one-time link', optional: true }],
  options: { login: { type: 'string', hint: 'LOGIN', words: 'whom to sign in' } },
  examples: ['casebound sign-in --login r.ortiz', 'casebound sign-in mQ3vX0hJ7cVb2n5T8yK1wR4zL6pD9sFa'],
  run: async (input, desk) => {
    await forgetSession(input.dataDir)
    const door = await openDoor(desk, { dataDir: input.dataDir, command: 'sign-in' })
    const prompt = openPrompt({ input: process.stdin, err: process.stderr })
    try {
      const token = input.positionals[0]
      const { sessionToken = '', ...session } =
        token === undefined ? await byPassword(desk, { door, prompt, input }) : await byLink(door, token)
      const enrolling = session.via === 'enrolment-link'
      const own = door.withToken(sessionToken)
      const recoveryCodes = enrolling ? await setUpFactors(desk, { door: own, prompt }) : undefined
      const shown = enrolling ? await own.call<SessionAnswer>('GET', '/api/session') : session
      await saveSession(input.dataDir, { login: shown.user.login, token: sessionToken })
      desk.terminal.print(
        `Signed in as ${shown.user.name} (${shown.user.roles.join(', ')}) until ${shown.expiresAt}.`,
      )
      desk.terminal.result({ ...shown, ...(recoveryCodes ? { recoveryCodes } : {}) })
      return exitCodes.done
    } finally {
      prompt.close()
      await door.close()
    }
  },
}

const byLink = (door: Door, given: string): Promise<SessionAnswer> =>
  door.call('POST', '/api/session', { token: given.replace(/^.*#token=/, ''), returnToken: true })

async function byPassword(
  desk: Desk,
  of: { door: Door; prompt: Prompt; input: Input },
): Promise<SessionAnswer> {
  const { door, prompt, input } = of
  const ways = await door.call<{ banner: readonly string[] }>('GET', '/api/sign-in')
  for (const line of ways.banner) desk.terminal.note(line)
  const bannerAccepted = /^y(es)?$/i.test((await prompt.ask('Do you accept this? (yes) ')).trim())
  const login = input.text('login') ?? (await prompt.ask('Login: '))
  const password = await prompt.ask('Password: ', { hidden: true })
  const code = await prompt.ask('Code: ')
  const given = { login, password, code, bannerAccepted, returnToken: true }
  return door.call('POST', '/api/sign-in/password', given)
}

export const signOut: Command = {
  name: 'sign-out',
  summary: 'end the session of the command line',
  examples: ['casebound sign-out'],
  run: async (input, desk) => {
    const door = await openDoor(desk, { dataDir: input.dataDir, command: 'sign-out' })
    try {
      await door.call('DELETE', '/api/session')
      await forgetSession(input.dataDir)
      desk.terminal.print('Signed out.')
      desk.terminal.result({ signedOut: true })
      return exitCodes.done
    } finally {
      await door.close()
    }
  },
}
