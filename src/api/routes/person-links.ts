import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { Queryable } from '../../store/database.ts'
import { findLink } from '../../store/people/read-person-links.ts'
import type { ApiContext } from '../api-context.ts'
import { change } from '../change.ts'
import { decideUser, openUser } from '../people/decide-user.ts'
import { toLinkObject } from '../people/link-object.ts'
import { openPerson } from '../people/open-person.ts'
import { sensitiveNames } from '../people/shown-person.ts'
import { defineRoute, type RouteRequest } from '../route.ts'
import { IdParams, ObjectId } from '../validation.ts'

const LinkParams = IdParams.extend({ directory_user_id: ObjectId.describe('The id of the user.') })

const link = defineRoute({
  method: 'POST',
  path: '/people/:id/links',
  permission: 'people:write',
  action: 'person.linked',
  summary:
    "Says that a user of a directory is this person. If it was somebody else's, it is moved. The rules of matching leave it alone from then on.",
  answer: 'person_link, with `user` and `directory`',
  status: 201,
  params: IdParams,
  body: z.strictObject({ directory_user_id: ObjectId.describe('The user, of a directory of the same organization.') }),
  handle(request, context) {
    const { params, body, caller, cause } = request
    return change(context, request, async (transaction) => {
      const { organizationId, id } = await openPerson(transaction, caller, params.id)
      const userId = body.directory_user_id
      await openUser(transaction, { organizationId, id: userId })
      const before = await showLink(transaction, organizationId, userId)
      const decision = { action: 'link', personId: id } as const
      const stream = await decideUser(context, transaction, { organizationId, userId, decision, cause })
      const after = await showLink(transaction, organizationId, userId)
      return { answer: after, target: { type: 'person', id, organizationId }, before, after, stream }
    })
  },
})

const unlink = defineRoute({
  method: 'DELETE',
  path: '/people/:id/links/:directory_user_id',
  permission: 'people:write',
  action: 'person.unlinked',
  summary:
    'Says that a user is not this person: it becomes a person of its own, and the rules of matching leave it alone from then on.',
  status: 204,
  params: LinkParams,
  handle(request, context) {
    return change(context, request, async (transaction) => {
      const { target, before, stream } = await decideLink(context, transaction, {
        request,
        decision: { action: 'new' },
      })
      return { answer: null, target, before, after: null, stream }
    })
  },
})

const release = defineRoute({
  method: 'POST',
  path: '/people/:id/links/:directory_user_id/release',
  permission: 'people:write',
  action: 'person.link_released',
  summary: 'Takes back what somebody said of a user of this person: the rules of matching decide again whose it is.',
  answer: 'person_link, with `user` and `directory`',
  params: LinkParams,
  handle(request, context) {
    return change(context, request, async (transaction) => {
      const decided = await decideLink(context, transaction, { request, decision: { action: 'release' } })
      const { target, userId, before, stream } = decided
      const after = await showLink(transaction, target.organizationId, userId)
      return { answer: after, target, before, after, stream }
    })
  },
})

/** The routes by which people say whose a user is. */
export const personLinkRoutes = [link, unlink, release]

type LinkDecision = {
  readonly request: RouteRequest<z.output<typeof LinkParams>, unknown, unknown>
  readonly decision: { readonly action: 'new' | 'release' }
}

/** Decides on a user that is this person's. */
async function decideLink(context: ApiContext, transaction: Queryable, { request, decision }: LinkDecision) {
  const { params, caller, cause } = request
  const { organizationId, id } = await openPerson(transaction, caller, params.id)
  const userId = params.directory_user_id
  const before = await linkOf(transaction, { organizationId, userId, personId: id })
  const stream = await decideUser(context, transaction, { organizationId, userId, decision, cause })
  return { target: { type: 'person', id, organizationId }, userId, before, stream }
}

type LinkRef = { readonly organizationId: string; readonly userId: string; readonly personId: string }

/** The link of a user that is this person's; throws `not_found` when it is not. */
async function linkOf(on: Queryable, { organizationId, userId, personId }: LinkRef) {
  const found = await findLink(on, organizationId, userId)
  if (found?.personId !== personId) throw new AppError('not_found', { what: 'linked user', id: userId })
  return toLinkObject(found, await sensitiveNames(on, organizationId))
}

async function showLink(on: Queryable, organizationId: string, userId: string) {
  const found = await findLink(on, organizationId, userId)
  return found && toLinkObject(found, await sensitiveNames(on, organizationId))
}
