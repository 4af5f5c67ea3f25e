import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { photoLimits } from '../face/index.ts'
import { Refused } from '../kernel/index.ts'
import { evidenceLimitBytes } from '../training/index.ts'
import { errorAnswer } from './error-answer.ts'
import { accountHandlers } from './handlers/account.ts'
import { archiveHandlers, erasureHandlers } from './handlers/archive.ts'
import { attestationHandlers } from './handlers/attestations.ts'
import { auditHandlers } from './handlers/audits.ts'
import { conflictHandlers } from './handlers/conflicts.ts'
import { dashboardHandlers } from './handlers/dashboard.ts'
import { decisionHandlers } from './handlers/decisions.ts'
import { elsewhereHandlers } from './handlers/elsewhere.ts'
import { examinationHandlers } from './handlers/examinations.ts'
import { examinerBenchHandlers } from './handlers/examiner-bench.ts'
import { galleryHandlers } from './handlers/gallery.ts'
import { houseHandlers } from './handlers/house.ts'
import { leadHandlers } from './handlers/leads.ts'
import { misuseHandlers } from './handlers/misuse.ts'
import { modelHandlers } from './handlers/models.ts'
import { noticeHandlers } from './handlers/notices.ts'
import { oversightHandlers } from './handlers/oversight.ts'
import { packetHandlers } from './handlers/packets.ts'
import { passkeyHandlers, passkeySignInHandlers } from './handlers/passkeys.ts'
import { peopleHandlers } from './handlers/people.ts'
import { plantingHandlers } from './handlers/planting.ts'
import { policyHandlers } from './handlers/policy.ts'
import { portraitHandlers } from './handlers/portraits.ts'
import { practiceHandlers, servePractice } from './handlers/practice.ts'
import { preparationHandlers } from './handlers/preparation.ts'
import { reportHandlers } from './handlers/reports.ts'
import { requestHandlers } from './handlers/requests.ts'
import { sessionHandlers, signInHandlers } from './handlers/session.ts'
import { ssoHandlers } from './handlers/sso.ts'
import { staticFiles } from './handlers/static-files.ts'
import { supervisionHandlers } from './handlers/supervision.ts'
import { trainingHandlers } from './handlers/training.ts'
import { trainingOfficeHandlers } from './handlers/training-office.ts'
import { usageHandlers } from './handlers/use.ts'
import { watchHandlers } from './handlers/watch.ts'
import { limitTries } from './limit-tries.ts'
import type { Env, Services } from './services.ts'
import { sessionGuard } from './session-guard.ts'

const jsonBodyBytes = 64 * 1024
/** A review of a large agency names thousands of findings with their lines. */
const reviewBodyBytes = 64 * 1024 * 1024
/** A whole pack as text. */
const packBodyBytes = 5 * 1024 * 1024
const uploadBodyBytes = photoLimits.bytes + 64 * 1024

/** The HTTP door: `fetch` answers requests, over a socket or within the process. */
export function createApp(services: Services): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw bodyInvalid(result.error.issues)
    },
  })
  app.onError((error, context) => errorAnswer(services, { error, context }))
  app.notFound((context) =>
    context.json({ error: { code: 'NOT_FOUND', message: 'There is nothing at this address.' } }, 404),
  )
  app.use(headers)
  servePractice(app, services, createApp)
  app.use('/api/requests/:id/probe', limit(uploadBodyBytes))
  app.use('/api/gallery/bookings', limit(uploadBodyBytes))
  app.use('/api/training/imports', limit(evidenceLimitBytes + 64 * 1024))
  app.use('/api/*', async (context, next) => {
    const { path } = context.req
    if (/\/(probe|bookings|imports)$/.test(path)) return next()
    return limit(bodyBytesAt(path))(context, next)
  })
  const tries = limitTries()
  houseHandlers(app, services)
  for (const path of ['/api/session', '/api/session/*', '/api/sign-in/*']) app.use(path, tries)
  signInHandlers(app, services)
  passkeySignInHandlers(app, services)
  ssoHandlers(app, services)
  app.use('/api/*', sessionGuard(services))
  sessionHandlers(app, services)
  accountHandlers(app, services)
  passkeyHandlers(app, services)
  peopleHandlers(app, services)
  requestHandlers(app, services)
  preparationHandlers(app, services)
  examinationHandlers(app, services)
  examinerBenchHandlers(app, services)
  supervisionHandlers(app, services)
  dashboardHandlers(app, services)
  plantingHandlers(app, services)
  conflictHandlers(app, services)
  noticeHandlers(app, services)
  leadHandlers(app, services)
  packetHandlers(app, services)
  galleryHandlers(app, services)
  modelHandlers(app, services)
  trainingHandlers(app, services)
  practiceHandlers(app, services)
  trainingOfficeHandlers(app, services)
  policyHandlers(app, services)
  decisionHandlers(app, services)
  archiveHandlers(app, services)
  erasureHandlers(app, services)
  oversightHandlers(app, services)
  attestationHandlers(app, services)
  watchHandlers(app, services)
  portraitHandlers(app, services)
  elsewhereHandlers(app, services)
  auditHandlers(app, services)
  misuseHandlers(app, services)
  usageHandlers(app, services)
  reportHandlers(app, services)
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Casebound', version: services.version, license: { name: 'Apache-2.0' } },
  })
  staticFiles(app, services)
  return app
}

function bodyBytesAt(path: string): number {
  if (path === '/api/oversight/reviews') return reviewBodyBytes
  return /\/policy\/(proposals|diff|replay)$/.test(path) ? packBodyBytes : jsonBodyBytes
}

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
})

const limit = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new Refused({
        code: 'BODY_TOO_LARGE',
        reason: `What was sent is larger than ${Math.round(maxSize / 1024)} KiB.`,
        needed: 'Send less; images may have at most 32 MiB.',
      })
    },
  })

const bodyInvalid = (issues: readonly { path: readonly PropertyKey[]; message: string }[]) =>
  new Refused({
    code: 'BODY_INVALID',
    reason: `The request is not as described: ${issues
      .slice(0, 3)
      .map(({ path, message }) => `${path.map(String).join('.') || 'body'}: ${message}`)
      .join('; ')}.`,
    needed: 'Compare it with /openapi.json.',
  })
