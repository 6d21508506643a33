import { z } from 'zod'
import { changeByHand, type HandDeed } from '../../memberships/hand-members.ts'
import type { JsonObject } from '../../model/json.ts'
import { Day } from '../../model/overlay/names.ts'
import { type ListedHand, listHandOfObject } from '../../store/overlay/hand.ts'
import type { ApiContext } from '../api-context.ts'
import { planActor } from '../as-code/plan-actor.ts'
import { change } from '../change.ts'
import { listQuery } from '../list-query.ts'
import { openOrganization } from '../organization-scope.ts'
import { openPerson } from '../people/open-person.ts'
import { defineRoute, type RouteRequest } from '../route.ts'
import { ObjectId } from '../validation.ts'
import { MemberObjectParams, openMemberObject } from './member-objects.ts'

const path = '/organizations/:id/member_objects/:kind/:object_id/hand_members'

const listAll = defineRoute({
  method: 'GET',
  path,
  permission: 'overlay:read',
  summary:
    'Lists who was added to a team, group or org unit by the API or a screen, and who is kept out, by the ids of people.',
  answer: 'list of hand_member',
  params: MemberObjectParams,
  query: z.object({ limit: listQuery.limit, after: listQuery.after }),
  async handle({ params, query, caller }, { database }) {
    const { id: organizationId } = await openOrganization({ database }, caller, params.id)
    const { kind, id: objectId } = await openMemberObject(database, organizationId, params)
    const page = { after: query.after ?? null, limit: query.limit + 1 }
    const rows = await listHandOfObject(database, { organizationId, kind, objectId }, page)
    const shown = rows.slice(0, query.limit)
    const after = rows.length > query.limit ? (shown.at(-1)?.personId ?? null) : null
    return { object: 'list', data: shown.map(toHandMember), list_metadata: { before: null, after } }
  },
})

const put = defineRoute({
  method: 'POST',
  path,
  permission: 'overlay:write',
  action: 'member.changed_by_hand',
  summary:
    'Adds a person to a team, group or org unit, or keeps one out whatever the rule says. Refused with 409 where a file says who exactly is in it.',
  answer: 'hand_membership',
  params: MemberObjectParams,
  body: z.strictObject({
    person_id: ObjectId.describe('The person.'),
    action: z.enum(['add', 'remove']).default('add').describe('To add, or to keep out. Default: `add`.'),
    until: Day.nullable().default(null).describe('The last day that it holds; null for good. Default: null.'),
  }),
  handle: (request, context) => changeMember(request, context, { ...request.body, personId: request.body.person_id }),
})

const clear = defineRoute({
  method: 'DELETE',
  path: `${path}/:person_id`,
  permission: 'overlay:write',
  action: 'member.hand_cleared',
  summary: 'Takes back what was done by hand about a person: the rule and the files say again whether they are in.',
  answer: 'hand_membership',
  params: MemberObjectParams.extend({ person_id: ObjectId.describe('The id of the person.') }),
  handle: (request, context) =>
    changeMember(request, context, { action: 'clear', until: null, personId: request.params.person_id }),
})

/** The routes by which people are added to teams, groups and org units by hand. */
export const handMemberRoutes = [listAll, put, clear]

type Wanted = Pick<HandDeed, 'action' | 'until' | 'personId'>
type Request = RouteRequest<z.output<typeof MemberObjectParams>, unknown, unknown>

function changeMember(
  { params, caller, cause, origin }: Request,
  context: ApiContext,
  { action, until, personId }: Wanted,
): Promise<JsonObject | null> {
  return change(context, { cause, origin }, async (transaction) => {
    const { id: organizationId } = await openOrganization({ database: transaction }, caller, params.id)
    const { kind, id: objectId } = await openMemberObject(transaction, organizationId, params)
    await openPerson(transaction, { ...caller, organizationId }, personId)
    const { platform, overlays } = context
    const deed = { organizationId, kind, objectId, personId, action, until, actor: planActor(caller) }
    const { isMember, reasons } = await changeByHand({ transaction, platform, overlays, cause }, deed)
    const answer = {
      object: 'hand_membership',
      ...{ kind, object_id: objectId, person_id: personId, action, until },
      member: isMember,
      reasons: reasons.map((reason) => ({ ...reason })),
    }
    const target = { type: 'overlay_object', id: `${kind}/${objectId}`, organizationId }
    const stream = { organizationId, streamId: organizationId }
    return { answer, target, before: null, after: answer, stream }
  })
}

function toHandMember({ personId, displayName, action, until, actor, createdAt }: ListedHand): JsonObject {
  return {
    object: 'hand_member',
    person: { id: personId, display_name: displayName },
    ...{ action, until, actor },
    created_at: createdAt.toISOString(),
  }
}
