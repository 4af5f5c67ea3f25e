import type { OpenAPIHono } from '@hono/zod-openapi'
import { asId, type EntryId, isoDate, must } from '../../kernel/index.ts'
import {
  askPerson,
  assessFinding,
  builtinRegister,
  casesTouched,
  closeFinding,
  conductRulesOf,
  contractOn,
  contractsOf,
  dismissFinding,
  evidenceOfFinding,
  findingFor,
  type KeptFinding,
  keepReview,
  listFindings,
  ownServicesOf,
  type ReviewDraft,
  recordConductRule,
  recordContract,
  servicesOf,
  settleCase,
  unsettledCases,
} from '../../oversight/index.ts'
import { type User, userById } from '../../people/index.ts'
import { checkRole } from '../check-role.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/oversight-routes.ts'
import type { Env, Services } from '../services.ts'

/** Outside face search: rules, reviews, findings and the steps to their end. */
export function oversightHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.conductRulesRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'review-logs')
    return context.json(await rulebookOf(services, user), 200)
  })
  app.openapi(routes.serviceRegisterRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'oversight')
    return context.json(await serviceRegister(services, user), 200)
  })
  app.openapi(routes.recordContractRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'policy')
    return context.json(await recordContract(house, { user, draft: context.req.valid('json') }), 201)
  })
  app.openapi(routes.recordConductRuleRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'policy')
    return context.json(await recordConductRule(house, { user, draft: context.req.valid('json') }), 201)
  })
  app.openapi(routes.keepReviewRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'review-logs')
    // The names of confidences and rules are checked for their shape only: they are shown, and nothing is decided by them.
    const draft = context.req.valid('json') as ReviewDraft
    return context.json(await keepReview(house, { user, draft }), 201)
  })
  app.openapi(routes.findingsRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'oversight')
    const findings = (await listFindings(house, user)).map((one) => findingAnswer(services, one))
    return context.json({ findings, rules: (await conductRulesOf(house, user.agency.id)).map(defined) }, 200)
  })
  app.openapi(routes.findingRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'oversight')
    return context.json(await findingDetail(services, { user, id: context.req.valid('param').id }), 200)
  })
  stepHandlers(app, services)
}

async function rulebookOf({ house }: Services, user: User) {
  const rules = (await conductRulesOf(house, user.agency.id)).map(defined)
  const services = await ownServicesOf(house, user.agency.id)
  const contracts = await contractsOf(house, user.agency.id)
  return { rules, contracts: contracts.map((one) => ({ ...one })), services: [...services] }
}

async function serviceRegister({ house }: Services, user: User) {
  const { version } = builtinRegister()
  const services = await servicesOf(house, user.agency.id)
  const contracts = await contractsOf(house, user.agency.id)
  const day = isoDate(house.clock.now())
  return {
    version,
    services: services.map(({ id, name, kind, unsure, domains }) => ({
      ...{ id, name, kind, unsure: unsure === true, domains: domains.map(({ domain }) => domain) },
      ...contractOn({ contracts }, id, day),
    })),
  }
}

function stepHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.askPersonRoute, async (context) => {
    const of = { user: context.get('session').user, ...context.req.valid('param') }
    checkRole(of.user, 'oversight')
    await askPerson(house, { ...of, ...context.req.valid('json') })
    return context.json(await findingDetail(services, of), 201)
  })
  app.openapi(routes.assessFindingRoute, async (context) => {
    const of = { user: context.get('session').user, ...context.req.valid('param') }
    checkRole(of.user, 'decide')
    await assessFinding(house, { ...of, ...context.req.valid('json') })
    return context.json(await findingDetail(services, of), 201)
  })
  app.openapi(routes.settleCaseRoute, async (context) => {
    const of = { user: context.get('session').user, ...context.req.valid('param') }
    checkRole(of.user, 'oversight')
    await settleCase(house, { ...of, settlement: context.req.valid('json') })
    return context.json(await findingDetail(services, of), 201)
  })
  app.openapi(routes.dismissFindingRoute, async (context) => {
    const of = { user: context.get('session').user, ...context.req.valid('param') }
    checkRole(of.user, 'oversight')
    await dismissFinding(house, { ...of, ...context.req.valid('json') })
    return context.json(await findingDetail(services, of), 201)
  })
  app.openapi(routes.closeFindingRoute, async (context) => {
    const of = { user: context.get('session').user, ...context.req.valid('param') }
    checkRole(of.user, 'oversight')
    const { class: closingClass, words } = context.req.valid('json')
    await closeFinding(house, { ...of, closingClass, words })
    return context.json(await findingDetail(services, of), 201)
  })
}

function findingAnswer({ house }: Services, finding: KeptFinding) {
  const { judgement, steps, reviewId: _, foundAt, cases, ...plain } = finding
  const policy = finding.lastSeen && house.policies.at(new Date(finding.lastSeen))
  return defined({
    ...plain,
    judgement: judgement.words,
    misconduct: steps.some(({ step }) => step === 'misconduct'),
    policyThen: policy ? `${policy.pack.id} ${policy.pack.version}` : 'none',
    foundAt: foundAt.toISOString(),
    cases: cases.map((one) => ({ ...one })),
    unsettledCases: [...unsettledCases(finding)],
  })
}

async function findingDetail(services: Services, of: { user: User; id: string }) {
  const { house } = services
  const finding = await findingFor(house, of)
  const steps = await Promise.all(
    finding.steps.map(async ({ step, content, by, at, entryId }) => ({
      ...{ step, at: at.toISOString() },
      by: by === undefined ? 'the house' : ((await userById(house.storage.db, by))?.name ?? ''),
      logIndex: must(await house.ledger.find(asId<EntryId>(entryId)), 'entry of a step').index,
      content: content as Record<string, string | number | boolean>,
    })),
  )
  const evidence = (await evidenceOfFinding(house, finding.id)).map(defined)
  return { ...findingAnswer(services, finding), evidence, steps, casesTouched: [...casesTouched(finding)] }
}
