import { z } from 'zod'
import { applyPlan } from '../../as-code/apply/apply-plan.ts'
import { decidePlan } from '../../as-code/apply/decide-plan.ts'
import { countApprovals } from '../../as-code/plan/judge/needed-approvals.ts'
import { keepPlan, orderPlan } from '../../as-code/plan/keep-plan.ts'
import type { JsonObject } from '../../model/json.ts'
import { planStates } from '../../model/overlay/plan.ts'
import { type PlanDecision, type PlanRecord, toPlanHeadObject, toPlanObject } from '../../model/overlay/plan-record.ts'
import { listPlans } from '../../store/overlay/plans.ts'
import type { ApiContext } from '../api-context.ts'
import { applyDirectoriesBy } from '../as-code/apply-directories.ts'
import { openPlan } from '../as-code/open-plan.ts'
import { approverOf, planParty } from '../as-code/plan-actor.ts'
import { PlanBody, planBodyLimit } from '../as-code/plan-body.ts'
import { type Changed, change } from '../change.ts'
import { listQuery, toListObject, toListPage } from '../list-query.ts'
import { openOrganization } from '../organization-scope.ts'
import { defineRoute, type RouteRequest } from '../route.ts'
import { IdParams, text } from '../validation.ts'

const full = 'plan, with `plan`'

const createOne = defineRoute({
  method: 'POST',
  path: '/organizations/:id/plans',
  permission: 'plans:create',
  action: 'plan.created',
  summary:
    'Plans what files would change: which objects, who enters and leaves and why, what is blocked. Nothing is changed.',
  answer: full,
  status: 201,
  bodyLimit: planBodyLimit,
  params: IdParams,
  body: PlanBody,
  async handle(request, context) {
    const { params, body, caller } = request
    const { id: organizationId } = await openOrganization(context, caller, params.id)
    const { repository = null, commit = null, branch = null, pull_request = null, author } = body
    const record = await orderPlan(
      { on: context.database, platform: context.platform },
      {
        ...{ organizationId, files: body.files, allowed: body.allow, noRemovals: body.no_removals },
        allPeople: body.all_people,
        origin: { type: 'files', repository, commit, branch, pull_request, author: author?.name ?? [] },
        createdBy: await planParty(context.database, caller),
        ...(author && { change: { author: author.name, files: author.files } }),
      },
    )
    return change(context, request, async (transaction) => {
      if (body.keep) await keepPlan(transaction, record)
      return { answer: shown(record), target: targetOf(record), before: null, after: toPlanHeadOf(record) }
    })
  },
})

const listAll = defineRoute({
  method: 'GET',
  path: '/organizations/:id/plans',
  permission: 'overlay:read',
  summary: 'Lists the plans of an organization, the latest first.',
  answer: 'list of plan',
  params: IdParams,
  query: z.object({
    ...listQuery,
    states: z.enum(planStates).array().optional().describe('Only plans in these states.'),
  }),
  lists: ['states'],
  async handle({ params, query, caller }, context) {
    const { id: organizationId } = await openOrganization(context, caller, params.id)
    const filter = { organizationId, states: query.states ?? null }
    const listed = await listPlans(context.database, filter, toListPage(query))
    return toListObject(listed, query, toPlanHeadObject)
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/plans/:id',
  permission: 'overlay:read',
  summary: 'Gives a plan with all that it would do.',
  answer: full,
  params: IdParams,
  async handle({ params, caller }, { database }) {
    return shown(await openPlan(database, caller, params))
  },
})

const DecisionBody = z.object({
  reason: text(1000).nullish().describe('Why, for those who look at the plan later: at most 1000 characters.'),
})

function decision(name: 'approve' | 'reject', summary: string) {
  const decided = name === 'approve' ? 'approved' : 'rejected'
  return defineRoute({
    method: 'POST',
    path: `/plans/:id/${name}`,
    permission: 'plans:approve',
    action: `plan.${decided}`,
    summary,
    answer: full,
    params: IdParams,
    body: DecisionBody,
    handle: (request, context) => decide(request, context, decided),
  })
}

type DecisionRequest = RouteRequest<z.output<typeof IdParams>, unknown, z.output<typeof DecisionBody>>

function decide(request: DecisionRequest, context: ApiContext, decided: PlanDecision['decision']) {
  const { params, body, caller } = request
  return change(context, request, async (transaction) => {
    const before = await openPlan(transaction, caller, { ...params, lock: true })
    const after = await decidePlan(transaction, before, {
      ...{ decision: decided, actor: await planParty(transaction, caller), reason: body.reason ?? null },
      ...(await approverOf(transaction, caller)),
      at: context.platform.clock.now().toISOString(),
    })
    return changed(before, after)
  })
}

const applyOne = defineRoute({
  method: 'POST',
  path: '/plans/:id/apply',
  permission: 'plans:apply',
  action: 'plan.applied',
  summary:
    'Applies a plan. It is planned again; what would be taken away beyond what the plan shows is refused with 409, what is added is not.',
  answer: full,
  params: IdParams,
  async handle(request, context) {
    const { params, caller, cause } = request
    const { platform } = context
    const answer = await change(context, request, async (transaction) => {
      const before = await openPlan(transaction, caller, { ...params, lock: true })
      const { organizationId } = before
      const work = { transaction, platform, organizationId, cause }
      const { record } = await applyPlan(work, before, applyDirectoriesBy(context))
      return { ...changed(before, record), stream: { organizationId, streamId: organizationId } }
    })
    context.sync.wake()
    context.memberships.wake()
    return answer
  },
})

/** The routes of plans: made of files, looked at, approved, applied. */
export const planRoutes = [
  createOne,
  listAll,
  getOne,
  decision(
    'approve',
    'Says yes to a plan, so that it may be applied. Where an approval is asked for, a member gives it who neither made the plan nor the key that did.',
  ),
  decision('reject', 'Says no to a plan: it cannot be applied any more.'),
  applyOne,
]

/** A plan with how many of the approvals that it needs are there. */
function shown(record: PlanRecord): JsonObject {
  const approvals = countApprovals(record.plan.approvals, record)
  return toPlanObject({ ...record, plan: { ...record.plan, approvals } })
}

function changed(before: PlanRecord, after: PlanRecord): Changed {
  return {
    answer: shown(after),
    target: targetOf(after),
    before: toPlanHeadOf(before),
    after: toPlanHeadOf(after),
  }
}

function targetOf({ id, organizationId }: PlanRecord): Changed['target'] {
  return { type: 'plan', id, organizationId }
}

/** What the audit log keeps of a plan: not the whole, which is kept itself. */
function toPlanHeadOf(record: PlanRecord) {
  const { summary, applyable, config_hash: configHash } = record.plan
  return toPlanHeadObject({ ...record, summary, applyable, configHash })
}
