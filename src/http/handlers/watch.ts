import type { OpenAPIHono } from '@hono/zod-openapi'
import { must, Refused } from '../../kernel/index.ts'
import {
  neighboursOf,
  type SettableWire,
  setNeighbour,
  stringWires,
  wireSetting,
  wires,
  wireTitles,
} from '../../lead/index.ts'
import {
  type Alarm,
  alarmClasses,
  alarmsOf,
  canariesOf,
  plantCanary,
  settleAlarm,
  wireRates,
} from '../../oversight/index.ts'
import { checkRole } from '../check-role.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/watch-routes.ts'
import { canaryFieldsSchema } from '../schemas/watch.ts'
import type { Env, Services } from '../services.ts'
import { areaHandlers } from './service-area.ts'
import { uploadedPhoto } from './uploaded-photo.ts'

/** Tripwires over the use of this house, their alarms, and the synthetic persons among the bookings. */
export function watchHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.alarmsRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'watch')
    const alarms = await alarmsOf(house, user)
    const rates = wireRates(alarms).map((rate) => ({ ...rate, title: wireTitles[rate.rule] }))
    return context.json(
      { alarms: await Promise.all(alarms.map((one) => alarmAnswer(services, one))), rates },
      200,
    )
  })
  app.openapi(routes.settleAlarmRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'watch')
    const of = { user, ...context.req.valid('param'), ...context.req.valid('json') }
    return context.json(defined(await settleAlarm(house, of)), 201)
  })
  app.openapi(routes.wiresRoute, async (context) => {
    checkRole(context.get('session').user, 'watch')
    const { wires: strung, duty, manyInAnHour, resemblance, since } = await wireSetting(house.storage.db)
    const rows = wires.map((rule) => ({
      ...{ rule, title: wireTitles[rule] },
      strung: rule.startsWith('canary-') || strung.includes(rule as SettableWire),
    }))
    return context.json(
      defined({ wires: rows, duty, manyInAnHour, resemblance, since: since?.toISOString() }),
      200,
    )
  })
  app.openapi(routes.stringWiresRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'watch')
    const { duty, ...setting } = context.req.valid('json')
    return context.json(await stringWires(house, { user, setting: { ...setting, duty } }), 201)
  })
  canaryHandlers(app, services)
  neighbourHandlers(app, services)
  areaHandlers(app, services)
}

function neighbourHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  app.openapi(routes.neighboursRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'oversight')
    const neighbours = (await neighboursOf(house.storage.db, user.agency.id)).map((one) =>
      defined({ ...one, domains: [...one.domains], places: [...one.places] }),
    )
    return context.json({ neighbours }, 200)
  })
  app.openapi(routes.setNeighbourRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'oversight')
    const { casePattern, ...rest } = context.req.valid('json')
    return context.json(await setNeighbour(house, { user, neighbour: { ...rest, casePattern } }), 201)
  })
}

function canaryHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  app.openapi(routes.canariesRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'watch')
    const canaries = (await canariesOf(house, user)).map(({ plantedAt, ...one }) => ({
      ...{ ...one, plantedAt: plantedAt.toISOString() },
    }))
    return context.json({ canaries }, 200)
  })
  app.openapi(routes.plantCanaryRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'watch')
    const { photo, fields } = await uploadedPhoto(context)
    const parsed = canaryFieldsSchema.safeParse(fields)
    if (!parsed.success) throw fieldsInvalid(String(parsed.error.issues[0]?.path[0] ?? ''))
    const { words, synthetic, ...booking } = parsed.data
    const draft = {
      ...{ photo, words, synthetic: synthetic === 'yes' },
      booking: {
        ...{
          bookingNumber: booking.booking_number,
          personId: booking.person_id,
          bookedOn: booking.booked_on,
        },
        ...{ birthDate: booking.birth_date, ageAtBooking: booking.age_at_booking, sex: booking.sex },
        agencyCode: user.agency.id,
      },
    }
    const { personId, bookingId, warnings, logIndex } = await plantCanary(house, { user, draft })
    return context.json({ personId, bookingId, warnings: [...warnings], logIndex }, 201)
  })
}

async function alarmAnswer({ house }: Services, alarm: Alarm) {
  const { entryId, raisedAt, settled, userId: _, ...plain } = alarm
  return defined({
    ...{ ...plain, title: wireTitles[alarm.rule], raisedAt: raisedAt.toISOString() },
    logIndex: must(await house.ledger.find(entryId), 'entry of an alarm').index,
    settled: settled && { ...settled, title: alarmClasses[settled.class], at: settled.at.toISOString() },
  })
}

const fieldsInvalid = (field: string) =>
  new Refused({
    code: 'BODY_INVALID',
    reason: `The field ${field} of the planted person is missing or too long.`,
    needed: 'Send booking_number, person_id, booked_on, birth_date, sex, synthetic and words.',
  })
