import { userInfo } from 'node:os'
import { isoDate, systemClock, type UserId } from '../../kernel/index.ts'
import { foundHouse, type OpenHouse } from '../../lead/index.ts'
import { addAccount, checkAgencyCode, createUser, openSession } from '../../people/index.ts'
import { lockDataFolder } from '../../storage/index.ts'
import { recordCertificate } from '../../training/index.ts'
import { printLink } from '../at-console.ts'
import { type Command, type Desk, exitCodes, type Input } from '../command.ts'
import { saveSession } from '../door.ts'
import { modelProgress } from '../model-progress.ts'
import { openHouseAt } from '../open-house-at.ts'
import { WrongUse } from '../wrong-use.ts'

const trialDays = 30

export const init: Command = {
  name: 'init',
  summary: 'found an agency in a data folder: keys, log, policy, face model, first user',
  details: [
    'The first user is you: requester and records clerk. The first administrator is an account apart, because who gives out',
    'accounts does not search; its one-time link is printed once. Unless you say otherwise a TRIAL certificate of',
    `${trialDays} days is recorded for you, and named as such in the log. Record real ones with casebound certificates record.`,
  ].join('\n'),
  options: {
    agency: {
      type: 'string',
      hint: 'CODE',
      words: 'short code of the agency, public in every log entry (default: MY-AGENCY)',
    },
    name: { type: 'string', hint: 'NAME', words: 'name of the agency (default: My Agency)' },
    origin: { type: 'string', hint: 'NAME', words: 'name of the log, e.g. police.example/fr-log/1' },
    login: {
      type: 'string',
      hint: 'LOGIN',
      words: 'login of the first user (default: your login on this machine)',
    },
    administrator: {
      type: 'string',
      hint: 'LOGIN',
      words: 'login of the first administrator, an account apart (default: administrator)',
    },
    'user-name': { type: 'string', hint: 'NAME', words: 'name of the first user as shown to others' },
    'no-trial-certificate': {
      type: 'boolean',
      words: 'record no certificate; nobody can search until one is recorded',
    },
  },
  examples: [
    'casebound init --data ./data --agency EXAMPLE-PD --name "Example Police" --origin police.example/fr-log/1',
  ],
  run: async (input, desk) => {
    const agency = agencyOf(input)
    administratorOf(input)
    const lock = await lockDataFolder(input.dataDir, { command: 'casebound init' })
    try {
      desk.terminal.note('Preparing keys, database and log; the first time takes a few seconds.')
      const progress = modelProgress(desk.terminal)
      await foundHouse({
        dataDir: input.dataDir,
        databaseUrl: desk.databaseUrl,
        clock: systemClock,
        agency: { ...agency, demonstration: false },
        origin: input.text('origin') ?? `${agency.id.toLowerCase()}.invalid/fr-log/1`,
        approver: loginOf(input),
        onModelProgress: progress,
      })
      const open = await openHouseAt(desk, input.dataDir)
      try {
        return await firstUser(open, { input, desk })
      } finally {
        await open.close()
      }
    } finally {
      await lock.release()
    }
  },
}

const loginOf = (input: Input): string => input.text('login') ?? userInfo().username

const agencyOf = (input: Input): { id: string; name: string } => ({
  id: checkAgencyCode(input.text('agency') ?? 'MY-AGENCY'),
  name: input.text('name') ?? 'My Agency',
})
function administratorOf(input: Input): string {
  const login = input.text('administrator') ?? 'administrator'
  if (login !== loginOf(input)) return login
  throw new WrongUse(
    `The administrator is an account apart: --administrator takes another login than ${login}.`,
  )
}

async function firstUser(open: OpenHouse, of: { input: Input; desk: Desk }) {
  const { house } = open
  const { input, desk } = of
  const login = loginOf(input)
  const userId: UserId = await createUser(house.storage.db, {
    agencyId: house.agency.id,
    login,
    name: input.text('user-name') ?? login,
    roles: ['requester', 'records-clerk', 'training-officer'],
    clock: house.clock,
  })
  const administrator = administratorOf(input)
  const { token } = await addAccount(house, {
    ...{ agencyId: house.agency.id, login: administrator, name: 'Administrator', roles: ['administrator'] },
  })
  const trial = !input.flag('no-trial-certificate')
  const now = house.clock.now()
  const validTo = isoDate(new Date(now.getTime() + trialDays * 86_400_000))
  if (trial) {
    const draft = {
      userId,
      course: 'casebound-trial',
      issuer: 'self-declared',
      validFrom: isoDate(now),
      validTo,
    }
    await recordCertificate(house, draft)
  }
  const { sessionToken } = await openSession(house.storage.db, { userId, clock: house.clock })
  await saveSession(input.dataDir, { login, token: sessionToken })
  const { print } = desk.terminal
  print(`${house.agency.name} (${house.agency.id}) is founded in ${input.dataDir}.`)
  print(`  log      ${house.ledger.origin}`)
  print(`  key      ${house.ledger.vkey}`)
  print(`  policy   ${house.policy.pack.title}, version ${house.policy.pack.version}`)
  print(
    `  user     ${login}, ${trial ? `TRIAL certificate until ${validTo} (self-declared, and logged as that)` : 'no certificate yet'}`,
  )
  print(`\nFirst administrator: ${administrator}`)
  printLink(desk, token)
  print(
    '\nKeep the key file of the data folder in a second safe place: without it nothing in it can be read.',
  )
  print('\nNext: casebound enroll FOLDER --manifest bookings.csv')
  desk.terminal.result({
    agency: house.agency,
    dataDir: input.dataDir,
    origin: house.ledger.origin,
    verifierKey: house.ledger.vkey,
    user: { login },
    administrator: { login: administrator, token },
    ...(trial ? { certificate: { course: 'casebound-trial', validTo } } : {}),
  })
  return exitCodes.done
}
