import type { OpenAPIHono } from '@hono/zod-openapi'
import { asId, type CertificateId, must, Refused } from '../../kernel/index.ts'
import { type User, userById } from '../../people/index.ts'
import { writeCertificateSheet } from '../../reports/index.ts'
import {
  beginPart,
  type Certificate,
  certificateById,
  certificatesOf,
  courseByCode,
  exercisePicture,
  handIn,
  lessonUnknown,
  markRead,
  ownAttempt,
  practicalItems,
  theCourses,
} from '../../training/index.ts'
import { mayDo } from '../abilities.ts'
import { imageAnswer } from '../image-answer.ts'
import * as routes from '../routes/training-routes.ts'
import type { Env, Services } from '../services.ts'
import { attemptAnswer, certificateAnswer, courseAnswer } from '../training-answers.ts'

/** Courses, lessons, exams and one's own certificates; open to everybody who is signed in. */
export function trainingHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.trainingRoute, async (context) => {
    const { user } = context.get('session')
    const courses = await Promise.all(
      (await theCourses()).map((course) => courseAnswer(house, { user, course })),
    )
    const certificates = await certificatesOf(house.storage.db, user.id)
    const answers = certificates.map((certificate) =>
      certificateAnswer(house, { certificate, others: certificates }),
    )
    return context.json({ courses, certificates: await Promise.all(answers) }, 200)
  })
  app.openapi(routes.lessonRoute, async (context) => {
    const { course, lesson: code } = context.req.valid('param')
    const lesson = (await courseByCode(course)).content.find((one) => one.code === code)
    if (!lesson) throw lessonUnknown(code)
    // The contract's arrays are not read-only; nothing changes them on the way out.
    return context.json(structuredClone(lesson) as never, 200)
  })
  app.openapi(routes.readLessonRoute, async (context) => {
    const { user } = context.get('session')
    await markRead(house, { userId: user.id, ...context.req.valid('param') })
    return context.body(null, 204)
  })
  app.openapi(routes.trainingPictureRoute, async (context) =>
    pictureAnswer(await exercisePicture(context.req.valid('param').name)),
  )
  attemptHandlers(app, services)
  certificateHandlers(app, services)
}

function attemptHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  app.openapi(routes.beginPartRoute, async (context) => {
    const { user } = context.get('session')
    const { course } = context.req.valid('param')
    const { part } = context.req.valid('json')
    return context.json(
      await attemptAnswer(house, await beginPart(house, { userId: user.id, course, part })),
      201,
    )
  })
  app.openapi(routes.attemptRoute, async (context) => {
    const { id } = context.req.valid('param')
    const attempt = await ownAttempt(house, { id, userId: context.get('session').user.id })
    return context.json(await attemptAnswer(house, attempt), 200)
  })
  app.openapi(routes.handInRoute, async (context) => {
    const { id } = context.req.valid('param')
    const userId = context.get('session').user.id
    const attempt = await handIn(house, { userId, id, answers: context.req.valid('json') })
    return context.json(await attemptAnswer(house, attempt), 200)
  })
  app.openapi(routes.attemptPictureRoute, async (context) => {
    const { id, n, side } = context.req.valid('param')
    const attempt = await ownAttempt(house, { id, userId: context.get('session').user.id })
    const pair = attempt.part === 'practical' ? practicalItems(attempt)[n] : undefined
    // The address says which side of which pair, and not which picture: a name would tell who is in it.
    return pictureAnswer(pair && (await exercisePicture(side === 'probe' ? pair.probe : pair.booking)))
  })
}

function certificateHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  const { db } = house.storage
  const visible = async (user: User, id: string) => {
    const certificate = await certificateById(db, asId<CertificateId>(id))
    if (certificate && (certificate.userId === user.id || mayDo(user, 'training-office'))) return certificate
    throw new Refused({
      code: 'CERTIFICATE_UNKNOWN',
      reason: 'There is no such certificate that you may see.',
      needed: 'Choose one from the page Training.',
    })
  }
  const holderOf = async ({ userId }: Certificate) => must(await userById(db, userId), 'holder').name
  app.openapi(routes.certificateRoute, async (context) => {
    const certificate = await visible(context.get('session').user, context.req.valid('param').id)
    const others = await certificatesOf(db, certificate.userId)
    const { credential } = certificate
    const { addresses } = house.issuer
    return context.json(
      {
        ...(await certificateAnswer(house, { certificate, others })),
        holder: await holderOf(certificate),
        ...(credential === undefined ? {} : { credential }),
        addresses: [addresses.issuer, addresses.status('revocation'), addresses.status('suspension')],
      },
      200,
    )
  })
  app.openapi(routes.certificatePdfRoute, async (context) => {
    const certificate = await visible(context.get('session').user, context.req.valid('param').id)
    const { credential, validFrom, validTo, covers, course: code, id } = certificate
    if (credential === undefined) {
      throw new Refused({
        code: 'CERTIFICATE_UNKNOWN',
        reason: 'This certificate was issued elsewhere or recorded by hand; this house did not sign it.',
        needed: 'Use the document of whoever issued it.',
      })
    }
    const course = await courseByCode(code)
    const sheet = await writeCertificateSheet({
      ...{ id, credential, validFrom, validTo, covers },
      course: { title: course.title, code, hours: course.hours },
      holder: await holderOf(certificate),
      agency: house.agency,
      checkAt: house.issuer.addresses.issuer,
    })
    return imageAnswer(sheet, 'application/pdf')
  })
}

function pictureAnswer(bytes: Uint8Array | undefined): Response {
  if (bytes) return imageAnswer(bytes)
  throw new Refused({
    code: 'NOT_FOUND',
    reason: 'There is no such picture.',
    needed: 'Open it from the lesson or the exercise.',
  })
}
