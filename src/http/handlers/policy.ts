import type { OpenAPIHono } from '@hono/zod-openapi'
import { must, Refused } from '../../kernel/index.ts'
import {
  acceptPolicy,
  adoptProposal,
  hasAccepted,
  mayAdopt,
  mayPropose,
  offeredPacks,
  openProposals,
  proposePolicy,
  referredPack,
  replayPolicy,
  withdrawProposal,
} from '../../lead/index.ts'
import { diffPacks } from '../../policy/index.ts'
import { checkRole } from '../check-role.ts'
import { packNamed } from '../pack-summary.ts'
import * as routes from '../routes/policy-routes.ts'
import type { Env, Services } from '../services.ts'
import { shippedPacks } from '../shipped-packs.ts'

/** The policy over time: adopted, proposed and offered texts, their differences, and what one would have changed. */
export function policyHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.versionsRoute, async (context) => {
    const { user } = context.get('session')
    const accepted = await hasAccepted(house, user.id)
    const answer = {
      versions: await versionAnswers(services),
      offers: (await offeredPacks(house)).map((pack) => ({
        ...{ name: `shipped:${pack.id}`, ...packNamed(pack) },
        changes: [...diffPacks(house.policy.pack, pack)],
      })),
      proposals: (await openProposals(house)).map((one) => ({
        ...{ id: one.id, ...packNamed(one.pack), inForceFrom: one.inForceFrom },
        ...{ proposedBy: one.proposedBy.name, mine: one.proposedBy.id === user.id },
        proposedAt: one.proposedAt.toISOString(),
        changes: [...diffPacks(house.policy.pack, one.pack)],
      })),
      shipped: await shippedPacks(),
      ...{ accepted, changesToAccept: accepted ? [] : changesOfLast(services) },
      ...{ mayPropose: mayPropose(user), mayAdopt: mayAdopt(user) },
    }
    return context.json(answer, 200)
  })
  app.openapi(routes.policyTextRoute, (context) => {
    const { n } = context.req.valid('param')
    const version = house.policies.versions().find((one) => String(one.n) === n)
    if (!version) throw versionUnknown(n)
    return context.json({ n: version.n, packSha256: version.pack.sha256, text: version.pack.text }, 200)
  })
  app.openapi(routes.acceptPolicyRoute, async (context) => {
    await acceptPolicy(house, context.get('session').user)
    return context.body(null, 204)
  })
  adoptionHandlers(app, services)
  tryingHandlers(app, services)
}

function adoptionHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  app.openapi(routes.proposePolicyRoute, async (context) => {
    const { user } = context.get('session')
    const { pack, inForceFrom } = context.req.valid('json')
    checkRole(user, 'policy')
    const { id } = await proposePolicy(house, { user, pack: await referredPack(house, pack), inForceFrom })
    return context.json({ id }, 201)
  })
  app.openapi(routes.adoptPolicyRoute, async (context) => {
    const { user } = context.get('session')
    const adopted = await adoptProposal(house, { user, proposalId: context.req.valid('param').id })
    const { index } = must(await house.ledger.find(adopted.entryId), 'entry of an adoption')
    return context.json({ n: adopted.n, logIndex: index }, 200)
  })
  app.openapi(routes.withdrawPolicyRoute, async (context) => {
    const { user } = context.get('session')
    await withdrawProposal(house, { user, proposalId: context.req.valid('param').id })
    return context.body(null, 204)
  })
}

function tryingHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  app.openapi(routes.diffPolicyRoute, async (context) => {
    const asked = context.req.valid('json')
    const before = await referredPack(house, asked.before)
    const after = await referredPack(house, asked.after)
    return context.json(
      { before: packNamed(before), after: packNamed(after), changes: [...diffPacks(before, after)] },
      200,
    )
  })
  app.openapi(routes.replayPolicyRoute, async (context) => {
    checkRole(context.get('session').user, 'policy')
    const asked = context.req.valid('json')
    const pack = await referredPack(house, asked.pack)
    const { byCode, changes, ...sums } = await replayPolicy(house, { ...asked, pack })
    return context.json({ ...sums, pack: packNamed(pack), byCode: [...byCode], changes: [...changes] }, 200)
  })
}

async function versionAnswers({ house }: Services) {
  const current = house.policy.n
  return Promise.all(
    house.policies.versions().map(async (one) => ({
      ...{ n: one.n, ...packNamed(one.pack), inForceFrom: one.inForceFrom },
      ...{ adoptedAt: one.adoptedAt.toISOString(), approver: one.approver, inForce: one.n === current },
      logIndex: must(await house.ledger.find(one.entryId), 'entry of an adoption').index,
    })),
  )
}

/** What the text in force changed against the one before it. */
function changesOfLast({ house }: Services) {
  const versions = house.policies.versions()
  const at = versions.findIndex(({ n }) => n === house.policy.n)
  const before = versions[at - 1]
  return before ? [...diffPacks(before.pack, house.policy.pack)] : []
}

const versionUnknown = (n: string) =>
  new Refused({
    code: 'PACK_UNKNOWN',
    reason: `No policy was adopted under the number ${n}.`,
    needed: 'See casebound policy packs.',
  })
