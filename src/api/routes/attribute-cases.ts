import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { lockOrganizationStream } from '../../store/organization-stream.ts'
import {
  type AttributeCaseFilter,
  countAttributeCases,
  listAttributeCases,
  type ShownAttributeCase,
} from '../../store/people/read-attribute-cases.ts'
import type { ApiContext } from '../api-context.ts'
import { change } from '../change.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { toAttributeCaseObject } from '../people/attribute-case-object.ts'
import { caseFilters } from '../people/case-query.ts'
import { followPeople } from '../people/follow-people.ts'
import { openAttributeCase } from '../people/open-person.ts'
import { organizationOfPeople } from '../people/person-query.ts'
import { hiddenAttributes, sensitiveNames } from '../people/shown-person.ts'
import { defineRoute, type RouteRequest } from '../route.ts'
import { IdParams, ObjectId, RequestInvalid } from '../validation.ts'

const filters = {
  ...caseFilters,
  person: ObjectId.optional().describe('Only those of this person, by its id.'),
  attribute: z.string().max(100).optional().describe('Only those about this attribute.'),
}

const listAll = defineRoute({
  method: 'GET',
  path: '/attribute_cases',
  permission: 'people:read',
  summary:
    'Lists the attributes of people about which directories of equal say differ, where the `Authority` document has a person decide (`conflict: case`).',
  answer: 'list of attribute_case',
  query: z.object({ ...listQuery, ...filters }),
  async handle({ query, caller }, { database }) {
    const filter = readFilter(query, caller)
    if (!filter) return toListObject(emptyListed, query, () => ({}))
    const [cases, hidden] = await Promise.all([
      listAttributeCases(database, filter, toListPage(query)),
      hiddenAttributes(database, caller, filter.organizationId),
    ])
    return toListObject(cases, query, (one) => toAttributeCaseObject(one, hidden))
  },
})

const countAll = defineRoute({
  method: 'GET',
  path: '/attribute_cases/count',
  permission: 'people:read',
  summary: 'Says how many such attributes there are, exactly or at least.',
  answer: 'search_count',
  query: z.object(filters),
  async handle({ query, caller }, { database }) {
    const filter = readFilter(query, caller)
    const { count, isExact } = filter ? await countAttributeCases(database, filter) : { count: 0, isExact: true }
    return { object: 'search_count', count, is_exact: isExact }
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/attribute_cases/:id',
  permission: 'people:read',
  summary: 'Gives one of them, with what each user of the person says.',
  answer: 'attribute_case',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    const found = await openAttributeCase(database, caller, params.id)
    return toAttributeCaseObject(found, await hiddenAttributes(database, caller, found.organizationId))
  },
})

const decide = defineRoute({
  method: 'POST',
  path: '/attribute_cases/:id/decide',
  permission: 'people:write',
  action: 'attribute_case.decided',
  summary:
    'Says whose word counts for the attribute of this person. The person has what that user says from then on, also when it says something else later. Somebody is asked anew only when another user says what was not known before.',
  answer: 'attribute_case',
  params: IdParams,
  body: z.strictObject({ directory_user_id: ObjectId.describe('One of `candidates`.') }),
  handle(request, context) {
    const { directory_user_id: userId } = request.body
    return changeCase(context, request, (found) => {
      if (found.state !== 'open') throw new AppError('attribute_case_closed', { id: found.id, state: found.state })
      if (found.claims.some((claim) => claim.directory_user_id === userId)) return userId
      const message = 'directory_user_id must be one of the candidates of the case'
      throw new RequestInvalid([{ code: 'invalid', field: 'directory_user_id', message }])
    })
  },
})

const reopen = defineRoute({
  method: 'POST',
  path: '/attribute_cases/:id/reopen',
  permission: 'people:write',
  action: 'attribute_case.reopened',
  summary:
    'Takes back what was decided. Where the directories still differ the case is open again, and the person keeps the value until it is decided; else it is obsolete.',
  answer: 'attribute_case',
  params: IdParams,
  handle(request, context) {
    return changeCase(context, request, (found) => {
      if (found.state === 'decided') return null
      throw new AppError('attribute_case_closed', { id: found.id, state: found.state })
    })
  },
})

/** The routes of attributes of which somebody has to say whose word counts. */
export const attributeCaseRoutes = [listAll, countAll, getOne, decide, reopen]

type CaseRequest = RouteRequest<z.output<typeof IdParams>, unknown, unknown>

/** Has people follow what `choose` says of the case: whose word counts, or null for nobody's. */
function changeCase(context: ApiContext, request: CaseRequest, choose: (found: ShownAttributeCase) => string | null) {
  const { params, caller, cause } = request
  return change(context, request, async (transaction) => {
    const { organizationId } = await openAttributeCase(transaction, caller, params.id)
    // Whoever decides the same case at once waits, and sees that it is decided.
    await lockOrganizationStream(transaction, organizationId, context.platform.clock.now())
    const found = await openAttributeCase(transaction, caller, params.id)
    const choices = new Map([[found.id, choose(found)]])
    const { personId } = found
    const work = { organizationId, userIds: [], personIds: [personId], choices, cause }
    const { stream } = await followPeople(context, transaction, work)
    const after = await openAttributeCase(transaction, caller, params.id)
    const sensitive = await sensitiveNames(transaction, organizationId)
    return {
      answer: toAttributeCaseObject(after, await hiddenAttributes(transaction, caller, organizationId)),
      target: { type: 'attribute_case', id: found.id, organizationId },
      before: toAttributeCaseObject(found, sensitive),
      after: toAttributeCaseObject(after, sensitive),
      stream,
    }
  })
}

type CasesQuery = z.output<z.ZodObject<typeof filters>>

function readFilter(query: CasesQuery, caller: CaseRequest['caller']): AttributeCaseFilter | null {
  const organizationId = organizationOfPeople(caller, query.organization_id)
  if (organizationId === null) return null
  const { state = null, person = null, attribute = null } = query
  return { organizationId, state, personId: person, attribute }
}
