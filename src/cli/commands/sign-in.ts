import { type Command, exitCodes } from '../command.ts'
import { forgetSession, openDoor, saveSession } from '../door.ts'

type SessionAnswer = {
  user: { login: string; name: string; roles: readonly string[] }
  certificate?: { validTo: string; inDate: boolean }
  expiresAt: string
  sessionToken?: string
}

export const signIn: Command = {
  name: 'sign-in',
  summary: 'sign in on the command line with the token of a sign-in link',
  positionals: [{ name: 'TOKEN', words: 'what follows #token= in your sign-in link' }],
  examples: ['casebound sign-in mQ3vX0hJ7cVb2n5T8yK1wR4zL6pD9sFa'],
  run: async (input, desk) => {
    await forgetSession(input.dataDir)
    const door = await openDoor(desk, { dataDir: input.dataDir, command: 'sign-in' })
    try {
      const token = (input.positionals[0] ?? '').replace(/^.*#token=/, '')
      const session = await door.call<SessionAnswer>('POST', '/api/session', { token, returnToken: true })
      await saveSession(input.dataDir, { login: session.user.login, token: session.sessionToken ?? '' })
      desk.terminal.print(
        `Signed in as ${session.user.name} (${session.user.roles.join(', ')}) until ${session.expiresAt}.`,
      )
      const { sessionToken: _, ...shown } = session
      desk.terminal.result(shown)
      return exitCodes.done
    } finally {
      await door.close()
    }
  },
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
