import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { firstBookings, readSynthetic } from '../../test/synthetic-people.ts'
import { enrolBooking } from '../gallery/index.ts'
import { must, systemClock, type UserId } from '../kernel/index.ts'
import { verifyLogFolder } from '../ledger/index.ts'
import { createUser } from '../people/index.ts'
import { foundHouse } from './found-house.ts'
import { openHouse } from './open-house.ts'
import { addSampleModels, changeEnded } from './sample-model-change.ts'

const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url))
const persons = 12
let dataDir: string
let userId: UserId

const open = () =>
  openHouse({
    dataDir,
    clock: systemClock,
    renderLeadSheet: async () => ({ bytes: new Uint8Array(), pages: 1 }),
  })

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'casebound-change-'))
  await addSampleModels(dataDir, ['small'])
  await foundHouse({
    dataDir,
    clock: systemClock,
    agency: { id: 'SCRATCH-PD', name: 'Scratch Police', demonstration: true },
    origin: 'scratch.example/fr-log/1',
    approver: 'test',
  })
  const { house, close } = await open()
  userId = await createUser(house.storage.db, {
    agencyId: house.agency.id,
    login: 'admin',
    name: 'admin',
    roles: ['administrator'],
    clock: systemClock,
  })
  for (const { file, draft } of await firstBookings(persons))
    await enrolBooking(house, { draft, photo: await readSynthetic(file) })
  await house.gallery.commit()
  await close()
}, 180_000)
afterAll(() => rm(dataDir, { recursive: true, force: true }))

/** Runs the change in a process of its own, which kills itself when `bookings` are coded. */
async function killedAfter(bookings: number): Promise<string> {
  const started = spawn(process.execPath, [
    '--import',
    'tsx',
    child,
    dataDir,
    'small',
    userId,
    String(bookings),
  ])
  return new Promise((resolve) => started.on('close', (code, signal) => resolve(signal ?? `exit ${code}`)))
}

it('a change of the model that is killed in the middle keeps what it coded, answers with the old model, and goes on at the next start', async () => {
  expect(await killedAfter(1)).toBe('SIGKILL')
  const first = await open()
  const { house } = first
  const small = must((await house.models.status()).change, 'change').to.modelId
  const coded = async () =>
    (
      await house.storage.db
        .selectFrom('templates')
        .select('booking_id')
        .where('model_id', '=', small)
        .execute()
    ).length
  const kept = await coded()
  expect(kept).toBeGreaterThan(0)
  expect(kept).toBeLessThan(persons)
  const held = await house.gallery.hold(async ({ matcher }) => ({ ...matcher.size(), id: matcher.modelId }))
  expect(held).toEqual({ rows: persons, id: house.face.model.id })
  expect(house.face.model.name).toBe('faceapi-128')
  await house.models.resume()
  expect(await changeEnded(house)).toBeUndefined()
  expect(await coded()).toBe(persons)
  expect(house.face.model.id).toBe(small)
  await first.close()

  const second = await open()
  expect((await second.house.models.status()).inUse).toMatchObject({ name: 'small', tested: false })
  expect(second.house.gallery.state()).toMatchObject({ bookings: persons })
  expect((await verifyLogFolder(second.logDir)).verified).toBe(true)
  await second.close()
}, 180_000)
