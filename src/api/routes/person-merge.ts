import { z } from 'zod'
import { carryOverlay } from '../../memberships/carry-over.ts'
import type { Caller } from '../../model/api-key.ts'
import { previewPeople } from '../../people/apply-people.ts'
import type { Queryable } from '../../store/database.ts'
import { lockOrganizationStream } from '../../store/organization-stream.ts'
import { change } from '../change.ts'
import { followPeople } from '../people/follow-people.ts'
import { type Merge, readMerge, toMergeObject, workOf } from '../people/merge-people.ts'
import { openPerson } from '../people/open-person.ts'
import { defineRoute } from '../route.ts'
import { IdParams, ObjectId, RequestInvalid } from '../validation.ts'

const Other = z.strictObject({
  person_id: ObjectId.describe('The person who becomes this one: of the same organization.'),
})

const preview = defineRoute({
  method: 'GET',
  path: '/people/:id/merge',
  permission: 'people:read',
  summary: 'Tells what merging another person into this one would do: which users move, and which values change.',
  answer: 'person_merge',
  params: IdParams,
  query: Other,
  async handle({ params, query, caller, cause }, { database, platform }) {
    const merge = await openMerge(database, caller, { id: params.id, other: query.person_id })
    const plan = await previewPeople(database, platform, workOf(merge, cause))
    return toMergeObject(database, caller, { merge, plan })
  },
})

const merge = defineRoute({
  method: 'POST',
  path: '/people/:id/merge',
  permission: 'people:write',
  action: 'person.merged',
  summary:
    'Says that another person is this one: all users of the other become this person’s, with what files and people say of the other by name. The rules of matching leave these users alone from then on. It is taken back by unlinking them.',
  answer: 'person_merge',
  params: IdParams,
  body: Other,
  handle(request, context) {
    const { params, body, caller, cause } = request
    return change(context, request, async (transaction) => {
      const { organizationId } = await openPerson(transaction, caller, params.id)
      const now = context.platform.clock.now()
      // Whoever merges or links the same people at once waits, and sees what has become of them.
      await lockOrganizationStream(transaction, organizationId, now)
      const found = await openMerge(transaction, caller, { id: params.id, other: body.person_id })
      const { into, from } = found
      await carryOverlay(transaction, organizationId, { from: from.id, into: into.id, now })
      const { plan, stream } = await followPeople(context, transaction, workOf(found, cause))
      const answer = await toMergeObject(transaction, caller, { merge: found, plan })
      const target = { type: 'person', id: into.id, organizationId }
      const before = { person_id: from.id, links: found.moving.map(({ userId }) => userId) }
      const after = { person_id: into.id, merged_person_id: from.id, links: before.links }
      return { answer, target, before, after, stream }
    })
  },
})

/** The routes by which two people are made one. */
export const personMergeRoutes = [preview, merge]

/** The people who are one; throws `not_found`, and refuses one and the same. */
async function openMerge(
  on: Queryable,
  caller: Caller,
  { id, other }: { readonly id: string; readonly other: string },
): Promise<Merge> {
  const into = await openPerson(on, caller, id)
  const from = await openPerson(on, { ...caller, organizationId: into.organizationId }, other)
  if (into.id !== from.id) return readMerge(on, { into, from })
  const message = 'person_id must be another person than the one of the path'
  throw new RequestInvalid([{ code: 'invalid', field: 'person_id', message }])
}
