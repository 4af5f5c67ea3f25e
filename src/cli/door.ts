import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isRefused, Refused } from '../kernel/index.ts'
import { houseAbsent, houseFolders, type OpenHouse } from '../lead/index.ts'
import { openSession, userByLogin } from '../people/index.ts'
import { type DataFolderLock, lockDataFolder, readLock, writeFileDurably } from '../storage/index.ts'
import type { Desk } from './command.ts'
import { openHouseAt } from './open-house-at.ts'

/** The HTTP door of a house: through the socket of a running server, or within this process when none runs. */
export type Door = {
  readonly through: 'server' | 'process'
  readonly url: string
  /** Sends one request; throws Refused with the server's words when the answer is a refusal. */
  readonly call: <T>(method: string, path: string, body?: unknown) => Promise<T>
  /** The same door for whoever holds this token. */
  readonly withToken: (token: string) => Pick<Door, 'call'>
  /** Bytes at a path; undefined when there are none. */
  readonly bytes: (path: string) => Promise<Uint8Array | undefined>
  /** The house itself, when it was opened in this process. */
  readonly open: OpenHouse | undefined
  readonly close: () => Promise<void>
}

type Asked = { readonly dataDir: string; readonly command: string; readonly as?: string | undefined }
type SavedSession = { readonly login: string; readonly token: string }

const sessionPath = (dataDir: string) => join(dataDir, 'cli-session')
const withinProcess = 'http://casebound.local'

/** Opens the door as the signed-in user. Refuses DATA_FOLDER_LOCKED, NOT_SIGNED_IN, USER_UNKNOWN. */
export async function openDoor(desk: Desk, asked: Asked): Promise<Door> {
  const holder = await readLock(asked.dataDir)
  if (holder?.url !== undefined) return serverDoor(holder.url, asked)
  await checkFounded(asked.dataDir)
  const lock = await lockDataFolder(asked.dataDir, { command: `casebound ${asked.command}` })
  return processDoor(desk, { ...asked, lock })
}

/** Looks before anything is locked or made: a mistyped folder must not come into being. */
export async function checkFounded(dataDir: string): Promise<void> {
  if (await isFounded(dataDir)) return
  throw (await isThere(join(dataDir, 'signer'))) ? logLost(dataDir) : houseAbsent(dataDir)
}

/** Whether an agency was founded in this folder. */
export const isFounded = (dataDir: string): Promise<boolean> => isThere(houseFolders(dataDir).log)

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** A signer without a log: an agency was founded here, and its log is gone. */
const logLost = (dataDir: string) =>
  new Refused<'LOG_FILES_MISSING'>({
    code: 'LOG_FILES_MISSING',
    reason: `The log of the agency in ${dataDir} is gone: its signer is there, and ${houseFolders(dataDir).log} is not.`,
    needed:
      'Bring it back with casebound log mirrors restore, or from a backup; never make a new log in its place.',
  })

async function serverDoor(url: string, asked: Asked): Promise<Door> {
  const saved = await savedSession(asked.dataDir)
  if (asked.as !== undefined && saved?.login !== asked.as) {
    throw new Refused<'NOT_SIGNED_IN'>({
      code: 'NOT_SIGNED_IN',
      reason: `A server is running; ${asked.as} is not signed in here.`,
      needed: `Run: casebound sign-in --login ${asked.as}`,
    })
  }
  const fetchThere = (request: Request) => fetch(request)
  return {
    ...caller({ url, fetch: fetchThere, token: saved?.token }),
    through: 'server',
    open: undefined,
    close: async () => {},
  }
}

async function processDoor(desk: Desk, asked: Asked & { lock: DataFolderLock }): Promise<Door> {
  let open: OpenHouse | undefined
  try {
    open = await openHouseAt(desk, asked.dataDir)
    const house = open
    tellFinished(desk, house)
    const token = await consoleSession(house, asked)
    const fetchHere = await desk.wiring.createFetch(house, { report: desk.terminal.note })
    const close = async () => {
      await house.close()
      await asked.lock.release()
    }
    return doorInto({ open: house, fetch: fetchHere, token, close })
  } catch (error) {
    await open?.close()
    await asked.lock.release()
    throw error
  }
}

/** A door into a house that is open in this process. */
export function doorInto(of: {
  open: OpenHouse
  fetch: (request: Request) => Response | Promise<Response>
  token: string | undefined
  close: () => Promise<void>
}): Door {
  const { open, fetch: fetchHere, token, close } = of
  const calls = caller({ url: withinProcess, fetch: async (request) => fetchHere(request), token })
  return { ...calls, through: 'process', open, close }
}

/** What a crash had left half done, or a disk had spoilt, is said once, by whoever opens the house next. */
export function tellFinished(desk: Desk, { finished, house }: OpenHouse): void {
  for (const notice of house.gallery.notices) desk.terminal.note(notice)
  for (const id of finished.interrupted) {
    desk.terminal.note(`Search ${id} was cut off by the last stop; it is now in the log as interrupted.`)
  }
  for (const id of finished.concluded) {
    desk.terminal.note(`Search ${id} had both examinations sealed; it is now concluded.`)
  }
}

/**
 * Whoever can open the data folder and its key sits at the console: he acts as the user he names, or as the user of the
 * last sign-in. The user's roles and certificate are checked like anybody's.
 */
async function consoleSession(open: OpenHouse, asked: Asked): Promise<string | undefined> {
  const { storage, clock } = open.house
  const login = asked.as ?? (await savedSession(asked.dataDir))?.login
  if (login === undefined) return undefined
  const user = await userByLogin(storage.db, login)
  if (!user) {
    throw new Refused<'USER_UNKNOWN'>({
      code: 'USER_UNKNOWN',
      reason: `There is no user with the login ${login}.`,
      needed: 'See casebound users list.',
    })
  }
  const { sessionToken } = await openSession(storage.db, { userId: user.id, clock })
  return sessionToken
}

/** Keeps a session for later commands, readable by the owner only. */
export const saveSession = (dataDir: string, session: SavedSession): Promise<void> =>
  writeFileDurably(sessionPath(dataDir), Buffer.from(`${JSON.stringify(session)}\n`), { mode: 0o600 })

export const forgetSession = (dataDir: string): Promise<void> => rm(sessionPath(dataDir), { force: true })

async function savedSession(dataDir: string): Promise<SavedSession | undefined> {
  const text = await readFile(sessionPath(dataDir), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { login, token }: Partial<SavedSession> = JSON.parse(text)
  return typeof login === 'string' && typeof token === 'string' ? { login, token } : undefined
}

type Caller = { url: string; fetch: (request: Request) => Promise<Response>; token: string | undefined }

function caller(of: Caller): Pick<Door, 'call' | 'bytes' | 'url' | 'withToken'> {
  const send = (method: string, path: string, body?: unknown) => {
    const form = body instanceof FormData
    const headers = {
      'x-casebound': 'cli',
      ...(of.token === undefined ? {} : { authorization: `Bearer ${of.token}` }),
      ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
    }
    const payload = body === undefined ? {} : { body: form ? body : JSON.stringify(body) }
    return of.fetch(new Request(new URL(path, of.url), { method, headers, ...payload })).catch((error) => {
      throw isRefused(error) ? error : unreachable(of.url)
    })
  }
  return {
    url: of.url,
    withToken: (token) => caller({ ...of, token }),
    call: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const response = await send(method, path, body)
      if (response.status === 204) return undefined as T
      const answer: unknown = await response.json()
      if (!response.ok) throw answeredRefusal(answer)
      return answer as T
    },
    bytes: async (path) => {
      const response = await send('GET', path)
      if (response.status === 404) return undefined
      if (!response.ok) throw answeredRefusal(await response.json())
      return new Uint8Array(await response.arrayBuffer())
    },
  }
}

/** A refusal as it came over HTTP, with every rule that said no. */
export class AnsweredRefusal extends Refused {
  readonly refusals: readonly { code: string; rule?: string; reason: string; needed: string }[]
  readonly logIndex: number | undefined
  constructor(answer: Answered) {
    super({ code: answer.error.code, reason: answer.error.message, needed: answer.error.needed ?? '' })
    this.refusals = answer.refusals ?? [{ code: this.code, reason: this.reason, needed: this.needed }]
    this.logIndex = answer.logIndex
  }
}

type Answered = {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly needed?: string
    readonly reference?: string
  }
  readonly refusals?: AnsweredRefusal['refusals']
  readonly logIndex?: number
}

function answeredRefusal(answer: unknown): Error {
  const { error } = answer as Answered
  if (error.code === 'FAULT') return new Error(`${error.message} (reference ${error.reference ?? ''})`)
  return new AnsweredRefusal(answer as Answered)
}

const unreachable = (url: string) =>
  new Refused<'SERVER_UNREACHABLE'>({
    code: 'SERVER_UNREACHABLE',
    reason: `The server at ${url} did not answer.`,
    needed: 'Look whether it still runs; then try again.',
  })
