import type { OpenAPIHono } from '@hono/zod-openapi'
import { asId, type CertificateId, Refused, type UserId } from '../../kernel/index.ts'
import { listUsers, type User, userById } from '../../people/index.ts'
import {
  type CertificateImport,
  changeCertificate,
  courseState,
  decideImport,
  importEvidence,
  issueCertificate,
  listCertificates,
  listImports,
  offerCertificate,
  theCourses,
} from '../../training/index.ts'
import { mayDo } from '../abilities.ts'
import { checkRole } from '../check-role.ts'
import { imageAnswer } from '../image-answer.ts'
import * as routes from '../routes/training-routes.ts'
import { offerFieldsSchema } from '../schemas/training.ts'
import type { Env, Services } from '../services.ts'
import { certificateAnswer } from '../training-answers.ts'

/** What a training officer decides, and certificates from elsewhere, which anybody may offer. */
export function trainingOfficeHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.officeRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'training-office')
    return context.json(await office(services, user), 200)
  })
  app.openapi(routes.issueCertificateRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'training-office')
    const { userId, course } = context.req.valid('json')
    return context.json(
      { id: await issueCertificate(house, { userId: asId(userId), course, actor: user.id }) },
      201,
    )
  })
  app.openapi(routes.changeCertificateRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'training-office')
    const id = asId<CertificateId>(context.req.valid('param').id)
    await changeCertificate(house, { id, ...context.req.valid('json'), actor: user.id })
    return context.body(null, 204)
  })
  app.openapi(routes.decideImportRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'training-office')
    const { id } = context.req.valid('param')
    await decideImport(house, { id, ...context.req.valid('json'), decidedBy: user.id })
    return context.body(null, 204)
  })
  importHandlers(app, services)
}

function importHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  app.openapi(routes.offerCertificateRoute, async (context) => {
    const { user } = context.get('session')
    // Bytes from outside: the fields pass the schema, the file is told by its first bytes.
    const form = await context.req.parseBody().catch(() => ({}) as Record<string, never>)
    const { evidence, ...fields } = form
    const parsed = offerFieldsSchema.safeParse(fields)
    if (!parsed.success || !(evidence instanceof File))
      throw formInvalid(parsed.error?.issues[0]?.path.join('.'))
    const { covers, userId = user.id, ...draft } = parsed.data
    if (userId !== user.id) checkRole(user, 'training-office')
    const holder = await userById(house.storage.db, asId(userId))
    if (!holder) throw formInvalid('userId')
    const id = await offerCertificate(house, {
      draft: { ...draft, userId: holder.id, covers: covers.split(',') as ('search' | 'examine')[] },
      evidence: new Uint8Array(await evidence.arrayBuffer()),
      offeredBy: user.id,
    })
    return context.json({ id }, 201)
  })
  app.openapi(routes.importEvidenceRoute, async (context) => {
    const { user } = context.get('session')
    const { id } = context.req.valid('param')
    const offered = (await listImports(house.storage.db)).find((one) => one.id === id)
    if (offered?.offeredBy !== user.id && !mayDo(user, 'training-office')) checkRole(user, 'training-office')
    const { bytes, type } = await importEvidence(house, id)
    const answer = imageAnswer(bytes, type)
    answer.headers.set('content-disposition', `attachment; filename="evidence.${type.split('/')[1]}"`)
    return answer
  })
}

async function office({ house }: Services, user: User) {
  const { db } = house.storage
  const people = (await listUsers(db)).filter(({ closed }) => !closed)
  const nameOf = new Map<UserId, string>(people.map(({ id, name }) => [id, name]))
  const all = await listCertificates(db)
  const certificates = all.map(async (certificate) => {
    const others = all.filter(({ userId }) => userId === certificate.userId)
    return {
      ...(await certificateAnswer(house, { certificate, others })),
      holder: nameOf.get(certificate.userId) ?? 'a closed account',
      isYou: certificate.userId === user.id,
    }
  })
  const imports = (await listImports(db)).map((offered) => importAnswer(offered, { nameOf, user }))
  return {
    earned: await earnedBy(house, { people, user }),
    certificates: await Promise.all(certificates),
    imports,
    people: people.map(({ id, name }) => ({ id, name })),
  }
}

async function earnedBy(house: Services['house'], of: { people: readonly User[]; user: User }) {
  const now = house.clock.now()
  const earned = []
  for (const course of await theCourses()) {
    for (const { id, name } of of.people) {
      const state = await courseState(house.storage.db, { userId: id, course, now })
      if (!state.earned) continue
      earned.push({ userId: id, name, course: course.code, title: course.title, isYou: id === of.user.id })
    }
  }
  return earned
}

function importAnswer(offered: CertificateImport, of: { nameOf: ReadonlyMap<UserId, string>; user: User }) {
  const { draft, evidence, offeredAt, decision, id } = offered
  const { course, issuer, validFrom, validTo } = draft
  return {
    ...{ id, course, issuer, validFrom, validTo, covers: [...draft.covers] },
    holder: of.nameOf.get(draft.userId) ?? 'a closed account',
    holderIsYou: draft.userId === of.user.id,
    evidenceSha256: evidence.sha256,
    offeredAt: offeredAt.toISOString(),
    ...(decision
      ? {
          decision: {
            approved: decision.approved,
            reason: decision.reason,
            by: of.nameOf.get(decision.decidedBy) ?? 'a closed account',
            at: decision.decidedAt.toISOString(),
          },
        }
      : {}),
  }
}

const formInvalid = (field: string | undefined) =>
  new Refused({
    code: 'BODY_INVALID',
    reason: `The form is not as described: ${field ?? 'evidence'}.`,
    needed:
      'Send course and issuer as short codes (letters, digits, hyphens), two dates, what it covers, and a file.',
  })
