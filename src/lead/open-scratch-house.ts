import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FaceEngine, switchableEngine } from '../face/index.ts'
import { enrolBooking } from '../gallery/index.ts'
import { type Clock, isoDate, must } from '../kernel/index.ts'
import {
  createLog,
  type FaultPoints,
  type Ledger,
  type LedgerOptions,
  openLedger,
  openSigner,
} from '../ledger/index.ts'
import { createUser, type Role, theAgency, type User, userById } from '../people/index.ts'
import { openScratchStorage, type ScratchStorage } from '../storage/index.ts'
import { recordCertificate } from '../training/index.ts'
import { type FinishedWork, finishOpenWork } from './finish-open-work.ts'
import { adopt, type Founding } from './found-house.ts'
import type { House } from './house.ts'
import { assemble } from './open-house.ts'

/** Days from today to the last day of the certificate; undefined is none. */
type Staff = { readonly roles: readonly Role[]; readonly certificateDays?: number }

const staff = {
  requester: { roles: ['requester'], certificateDays: 200 },
  otherRequester: { roles: ['requester'], certificateDays: 200 },
  uncertified: { roles: ['requester'] },
  expired: { roles: ['requester', 'examiner'], certificateDays: -12 },
  examiner: { roles: ['examiner'], certificateDays: 300 },
  verifier: { roles: ['verifier'], certificateDays: 90 },
  thirdExaminer: { roles: ['examiner'], certificateDays: 90 },
  untrainedExaminer: { roles: ['examiner'] },
  requestingExaminer: { roles: ['requester', 'examiner'], certificateDays: 90 },
  supervisor: { roles: ['supervisor'], certificateDays: 180 },
  clerk: { roles: ['records-clerk'], certificateDays: 120 },
  trainingOfficer: { roles: ['training-officer'], certificateDays: 330 },
  manager: { roles: ['programme-manager'], certificateDays: 270 },
  auditor: { roles: ['auditor'], certificateDays: 150 },
  administrator: { roles: ['administrator'], certificateDays: 60 },
} as const satisfies Record<string, Staff>
export type ScratchStaff = Readonly<Record<keyof typeof staff, User>>

/** A clock that goes on by a millisecond whenever it is read, and by whole days when told. */
export type ScratchClock = Clock & { readonly goOn: (days: number) => void }

export function scratchClock(from = '2026-11-19T10:00:00.000Z'): ScratchClock {
  let now = Date.parse(from)
  return {
    now: () => new Date(now++),
    goOn: (days) => {
      now += days * 86_400_000
    },
  }
}

export type ScratchHouse = {
  /** As opened last. */
  readonly house: () => House
  readonly storage: ScratchStorage
  readonly clock: ScratchClock
  readonly users: ScratchStaff
  readonly logDir: string
  /** Ends the log's writer as the end of the process would, and opens the house again over what is on disk. */
  reopen(): Promise<FinishedWork>
  /** Closes the house and removes all of it. */
  close(): Promise<void>
}

type Given = {
  /** Opening one takes a second; a test file shares one. */
  readonly face: FaceEngine
  /** Synthetic persons enrolled, with one booking each. */
  readonly persons: number
  /** Embedded unless given; the house closes it either way. */
  readonly storage?: ScratchStorage
  readonly faults?: FaultPoints
  /** For the witnesses of a policy in `witness-policy.txt` beside the log folder; none is there at first. */
  readonly witnessPatience?: LedgerOptions['witnessPatience']
  /** A demonstration unless said otherwise: its people sign in by links alone. */
  readonly demonstration?: boolean
  readonly renderLeadSheet?: House['renderLeadSheet']
  /** Instant at which its clock begins. */
  readonly from?: string
}

const plainSheet: House['renderLeadSheet'] = async (facts) => ({
  bytes: new TextEncoder().encode(JSON.stringify({ ...facts, probeImage: '', bookingImage: '' })),
  pages: 1,
})

/** A throw-away house for tests: real storage, log, policy, matcher and people; only the face engine is lent. */
export async function openScratchHouse(given: Given): Promise<ScratchHouse> {
  const clock = scratchClock(given.from)
  const storage = given.storage ?? (await openScratchStorage())
  const folder = await mkdtemp(join(tmpdir(), 'casebound-scratch-house-'))
  const options: LedgerOptions = {
    storage,
    logDir: join(folder, 'log'),
    signerDir: join(folder, 'signer'),
    origin: 'scratch.example/fr-log/1',
    clock,
    openSigner,
    policyPath: join(folder, 'witness-policy.txt'),
    witnessPatience: given.witnessPatience,
    ...(given.faults === undefined ? {} : { faults: given.faults }),
  }
  let ledger = await createLog(options)
  const founding: Founding = {
    dataDir: folder,
    clock,
    agency: { id: 'SCRATCH-PD', name: 'Scratch Police', demonstration: given.demonstration ?? true },
    origin: options.origin,
    approver: 'test',
  }
  await adopt(founding, { storage, ledger, model: given.face.model })
  const open = () => openOver({ given, storage, ledger, clock, folder })
  let house = await open()
  const users = await hire(house)
  await enrolSynthetic(house, given.persons)
  return {
    house: () => house,
    storage,
    clock,
    users,
    logDir: options.logDir,
    reopen: async () => {
      await house.cases.stop()
      await house.gallery.close()
      await ledger.close()
      ledger = await openLedger(options)
      house = await open()
      return finishOpenWork(house)
    },
    close: async () => {
      await house.cases.stop()
      await house.gallery.close()
      await ledger.close()
      await storage.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

type Parts = { given: Given; storage: ScratchStorage; ledger: Ledger; clock: Clock; folder: string }

async function openOver({ given, storage, ledger, clock, folder }: Parts): Promise<House> {
  const agency = must(await theAgency(storage.db), 'agency')
  const options = { dataDir: folder, clock, renderLeadSheet: given.renderLeadSheet ?? plainSheet }
  return assemble(options, { storage, ledger, face: switchableEngine(given.face), agency })
}

async function enrolSynthetic(house: House, persons: number): Promise<void> {
  // Only now: this file stands in the room's door, and an installation has no folder of tests.
  const { firstBookings, readSynthetic } = await import('../../test/synthetic-people.ts')
  for (const { file, draft } of await firstBookings(persons)) {
    await enrolBooking(house, { draft, photo: await readSynthetic(file) })
  }
}

async function hire(house: House): Promise<ScratchStaff> {
  const { storage, clock, agency } = house
  const day = (days: number) => isoDate(new Date(clock.now().getTime() + days * 86_400_000))
  const hired: [string, User][] = []
  for (const [login, person] of Object.entries<Staff>(staff)) {
    const { roles, certificateDays } = person
    const userId = await createUser(storage.db, { agencyId: agency.id, login, name: login, roles, clock })
    if (certificateDays !== undefined) {
      const dates = { validFrom: day(certificateDays - 365), validTo: day(certificateDays) }
      await recordCertificate(house, { userId, course: 'facial-review', issuer: 'academy', ...dates })
    }
    hired.push([login, must(await userById(storage.db, userId), 'user')])
  }
  return Object.fromEntries(hired) as ScratchStaff
}
