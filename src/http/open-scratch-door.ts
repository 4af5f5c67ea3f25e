import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { type AgencyId, asId, type UserId } from '../kernel/index.ts'
import type { PracticeRoom } from '../lead/index.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from '../lead/open-scratch-house.ts'
import { createAgency, createUser, openSession, type Role } from '../people/index.ts'
import { recordCertificate } from '../training/index.ts'
import { createApp } from './app.ts'

// For tests only: the HTTP door of a throw-away house, and calls as one of its staff.

export type Who = keyof ScratchStaff | 'nobody' | { readonly id: UserId }
export type Answered<Body> = {
  readonly status: number
  readonly json: Body
  readonly bytes: Uint8Array
  readonly type: string
}
type Call = readonly [method: string, path: string, body?: unknown]

export type ScratchDoor = {
  readonly scratch: ScratchHouse
  readonly app: ReturnType<typeof createApp>
  as<Body>(who: Who, ...call: Call): Promise<Answered<Body>>
  /** A session of this person, which ends the former one. */
  tokenOf(who: Who): Promise<string | undefined>
  withToken<Body>(token: string | undefined, ...call: Call): Promise<Answered<Body>>
  /** Somebody with these roles and a certificate, of another agency. */
  staffElsewhere(roles: readonly Role[]): Promise<{ readonly id: UserId }>
  close(): Promise<void>
}

export async function openScratchDoor(
  persons: number,
  { practice }: { practice?: PracticeRoom } = {},
): Promise<ScratchDoor> {
  const face: FaceEngine = await openFaceEngine({ modelDir: await testModelDir() })
  const scratch = await openScratchHouse({ face, persons })
  const app = createApp({
    ...{ house: scratch.house(), logDir: scratch.logDir, webDir: undefined, version: '9.9.9', practice },
    report: ({ error }) => {
      throw error
    },
  })
  const withToken: ScratchDoor['withToken'] = async (token, ...[method, path, body]) => {
    const headers: Record<string, string> = { 'x-casebound': 'web' }
    if (token !== undefined) headers.authorization = `Bearer ${token}`
    if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json'
    const payload = body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }
    const response = await app.request(path, { method, headers, ...payload })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const type = response.headers.get('content-type') ?? ''
    const json = type.includes('json') ? JSON.parse(new TextDecoder().decode(bytes)) : {}
    return { status: response.status, json, bytes, type }
  }
  return {
    scratch,
    app,
    withToken,
    tokenOf: (who) => tokenOf(scratch, who),
    as: async (who, ...call) => withToken(await tokenOf(scratch, who), ...call),
    staffElsewhere: (roles) => staffElsewhere(scratch, roles),
    close: async () => {
      await scratch.close()
      await face.close()
    },
  }
}

async function tokenOf(scratch: ScratchHouse, who: Who): Promise<string | undefined> {
  if (who === 'nobody') return undefined
  const { storage, clock } = scratch.house()
  const userId = typeof who === 'string' ? scratch.users[who].id : who.id
  return (await openSession(storage.db, { userId, clock })).sessionToken
}

async function staffElsewhere(scratch: ScratchHouse, roles: readonly Role[]) {
  const { storage, clock } = scratch.house()
  const agencyId = asId<AgencyId>('OTHER-PD')
  await createAgency(storage.db, { id: agencyId, name: 'Other Police', demonstration: true, clock })
  const id = await createUser(storage.db, { agencyId, login: 'elsewhere', name: 'Elsewhere', roles, clock })
  const dates = { validFrom: '2026-01-01', validTo: '2027-01-01' }
  await recordCertificate(scratch.house(), { userId: id, course: 'c', issuer: 'i', ...dates })
  return { id }
}
