import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { Caller } from '../../model/api-key.ts'
import type { MatchDecision } from '../../model/match-case.ts'
import { lockOrganizationStream } from '../../store/organization-stream.ts'
import { countMatchCases, listMatchCases, type MatchCaseFilter } from '../../store/people/read-match-cases.ts'
import { change } from '../change.ts'
import { emptyListed, listQuery, toListObject, toListPage } from '../list-query.ts'
import { caseFilters } from '../people/case-query.ts'
import { compareCase } from '../people/compare-case.ts'
import { decideUser } from '../people/decide-user.ts'
import { toMatchCaseObject } from '../people/match-case-object.ts'
import { openMatchCase, openPerson } from '../people/open-person.ts'
import { organizationOfPeople } from '../people/person-query.ts'
import { defineRoute } from '../route.ts'
import { IdParams, ObjectId, RequestInvalid } from '../validation.ts'

const filters = {
  ...caseFilters,
  directory: ObjectId.optional().describe('Only those of users of this directory.'),
}

const listAll = defineRoute({
  method: 'GET',
  path: '/match_cases',
  permission: 'people:read',
  summary: 'Lists the users of whom somebody has to say, or has said, whose they are.',
  answer: 'list of match_case',
  query: z.object({ ...listQuery, ...filters }),
  async handle({ query, caller }, { database }) {
    const filter = readFilter(query, caller)
    const cases = filter ? await listMatchCases(database, filter, toListPage(query)) : emptyListed
    return toListObject(cases, query, toMatchCaseObject)
  },
})

const countAll = defineRoute({
  method: 'GET',
  path: '/match_cases/count',
  permission: 'people:read',
  summary: 'Says how many such users there are, exactly or at least.',
  answer: 'search_count',
  query: z.object(filters),
  async handle({ query, caller }, { database }) {
    const filter = readFilter(query, caller)
    const { count, isExact } = filter ? await countMatchCases(database, filter) : { count: 0, isExact: true }
    return { object: 'search_count', count, is_exact: isExact }
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: '/match_cases/:id',
  permission: 'people:read',
  summary: 'Gives one of them beside the people whom it may be, attribute by attribute.',
  answer: 'match_case, with `people` and `comparison`',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    return compareCase(database, caller, await openMatchCase(database, caller, params.id))
  },
})

const decide = defineRoute({
  method: 'POST',
  path: '/match_cases/:id/decide',
  permission: 'people:write',
  action: 'match_case.decided',
  summary:
    'Says whose the user is: a person that is given, a new one, or nobody that is to be known. The rules of matching leave it alone from then on.',
  answer: 'match_case',
  params: IdParams,
  body: z.strictObject({
    action: z
      .enum(['link', 'new', 'ignore'], 'must be link, new or ignore')
      .describe('`link`: to `person_id`. `new`: a person of its own. `ignore`: nobody.'),
    person_id: ObjectId.optional().describe(
      'With `link`: any person of the organization, also one that is no candidate.',
    ),
  }),
  async handle(request, context) {
    const { params, body, caller, cause } = request
    const decision = decisionOf(body)
    return change(context, request, async (transaction) => {
      const { organizationId } = await openMatchCase(transaction, caller, params.id)
      // Whoever decides the same case at once waits, and sees that it is decided.
      await lockOrganizationStream(transaction, organizationId, context.platform.clock.now())
      const found = await openMatchCase(transaction, caller, params.id)
      const { id, userId } = found
      if (found.state !== 'open') throw new AppError('match_case_closed', { id, state: found.state })
      if ('personId' in decision) await openPerson(transaction, { ...caller, organizationId }, decision.personId)
      const stream = await decideUser(context, transaction, { organizationId, userId, decision, cause })
      const after = toMatchCaseObject(await openMatchCase(transaction, caller, id))
      const target = { type: 'match_case', id, organizationId }
      return { answer: after, target, before: toMatchCaseObject(found), after, stream }
    })
  },
})

/** The routes of users of whom somebody has to say whose they are. */
export const matchCaseRoutes = [listAll, countAll, getOne, decide]

type CasesQuery = z.output<z.ZodObject<typeof filters>>

function readFilter({ organization_id: wanted, state, directory }: CasesQuery, caller: Caller): MatchCaseFilter | null {
  const organizationId = organizationOfPeople(caller, wanted)
  if (organizationId === null) return null
  return { organizationId, state: state ?? null, directoryId: directory ?? null }
}

type DecideBody = { readonly action: 'link' | 'new' | 'ignore'; readonly person_id?: string | undefined }

function decisionOf({ action, person_id: personId }: DecideBody): MatchDecision {
  if (action !== 'link') return { action }
  if (personId !== undefined) return { action, personId }
  throw new RequestInvalid([{ code: 'required', field: 'person_id', message: 'person_id is required with link' }])
}
