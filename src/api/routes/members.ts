import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { type Member, MemberState, toMemberObject } from '../../model/member.ts'
import { Role, scopesOfRole } from '../../model/role.ts'
import { findMember, insertMember, listMembers, lockFirstOwner, lockMemberByEmail } from '../../store/members.ts'
import type { ApiContext } from '../api-context.ts'
import { type Changed, change } from '../change.ts'
import { refuseMoreThan } from '../holds-scopes.ts'
import { listQuery, toListObject, toListPage } from '../list-query.ts'
import { changeMember, targetOfMember } from '../members/change-member.ts'
import { MemberEmail, MemberName } from '../members/member-fields.ts'
import { type NewSignInLink, newSignInLink } from '../members/new-sign-in-link.ts'
import { refuseBound } from '../organization-scope.ts'
import { defineRoute, type RouteRequest } from '../route.ts'
import { IdParams, ObjectId } from '../validation.ts'

const RoleBody = Role.describe('`owner`, `admin`, `support` or `auditor`: see [roles](sign-in.md#roles).')
const managing = 'manage the team'

const listAll = defineRoute({
  method: 'GET',
  path: '/members',
  permission: 'members:read',
  summary: "Lists the operator's team.",
  answer: 'list of member',
  query: z.object({ ...listQuery, state: MemberState.optional().describe('Only those in this state.') }),
  async handle({ query, caller }, { database }) {
    refuseBound(caller, managing)
    return toListObject(await listMembers(database, query.state ?? null, toListPage(query)), query, toMemberObject)
  },
})

const invite = defineRoute({
  method: 'POST',
  path: '/members',
  permission: 'members:write',
  action: 'member.invited',
  summary: 'Invites somebody to the team; the answer has a link that signs them in once, within seven days.',
  answer: 'member, with `sign_in_url`',
  status: 201,
  body: z.object({
    email: MemberEmail.describe('Unique in the team, whatever its case.'),
    name: MemberName.describe('At most 255 characters.'),
    role: RoleBody,
  }),
  async handle(request, context) {
    const { body, caller } = request
    refuseBound(caller, managing)
    refuseMoreThan(caller, scopesOfRole(body.role))
    const now = context.platform.clock.now()
    const id = context.platform.newId('member', now)
    const rest = { oidc: null, createdAt: now, updatedAt: now, lastSignInAt: null } as const
    const member: Member = { id, ...body, state: 'invited', ...rest }
    return change(context, request, async (transaction) => {
      const isNew = await insertMember(transaction, member)
      if (!isNew) throw new AppError('member_already_exists', { email: body.email })
      const link = await newSignInLink(transaction, context, member)
      const after = toMemberObject(member)
      return { answer: { ...after, ...toLinkFields(link) }, target: targetOfMember(id), before: null, after }
    })
  },
})

const update = defineRoute({
  method: 'PATCH',
  path: '/members/:id',
  permission: 'members:write',
  action: 'member.updated',
  summary: "Changes a member's name or role, at once, also where the member is signed in.",
  answer: 'member',
  params: IdParams,
  body: z.object({ name: MemberName.optional().describe('At most 255 characters.'), role: RoleBody.optional() }),
  handle: (request, context) =>
    changeOne(context, request, () => {
      const { name, role } = request.body
      return { ...(name !== undefined && { name }), ...(role !== undefined && { role }) }
    }),
})

const deactivate = defineRoute({
  method: 'POST',
  path: '/members/:id/deactivate',
  permission: 'members:write',
  action: 'member.deactivated',
  summary: 'Signs a member out everywhere, for good.',
  answer: 'member',
  params: IdParams,
  handle: (request, context) => changeOne(context, request, () => ({ state: 'deactivated' })),
})

const reactivate = defineRoute({
  method: 'POST',
  path: '/members/:id/reactivate',
  permission: 'members:write',
  action: 'member.reactivated',
  summary: 'Lets a deactivated member sign in again.',
  answer: 'member',
  params: IdParams,
  handle: (request, context) =>
    changeOne(context, request, ({ state, lastSignInAt }) => {
      if (state !== 'deactivated') return {}
      return { state: lastSignInAt === null ? 'invited' : 'active' }
    }),
})

const makeLink = defineRoute({
  method: 'POST',
  path: '/sign_in_links',
  permission: 'members:write',
  action: 'sign_in_link.created',
  summary: 'Makes a link that signs a member in once; links that the member got before open nothing any more.',
  answer: 'sign_in_link, with `url`',
  status: 201,
  body: z.object({
    member_id: ObjectId.optional().describe('The member who is to sign in.'),
    email: MemberEmail.optional().describe(
      'The same, by the address. Without either, whoever opens the link becomes the first owner, as long as there is none.',
    ),
  }),
  async handle(request, context) {
    const { body, caller } = request
    refuseBound(caller, managing)
    return change(context, request, async (transaction) => {
      const member = await memberOfLink(transaction, body)
      refuseMoreThan(caller, scopesOfRole(member?.role ?? 'owner'))
      if (member?.state === 'deactivated') throw new AppError('member_deactivated', { id: member.id })
      const link = await newSignInLink(transaction, context, member)
      const fields = { id: link.id, member_id: member?.id ?? null, expires_at: link.expiresAt.toISOString() }
      const after = { object: 'sign_in_link', ...fields }
      const target = { type: 'sign_in_link', id: link.id, organizationId: null }
      return { answer: { ...after, url: link.url }, target, before: null, after }
    })
  },
})

/** The routes of the operator's team. */
export const memberRoutes = [listAll, invite, update, deactivate, reactivate, makeLink]

type OneMember = RouteRequest<{ readonly id: string }, unknown, unknown>

async function changeOne(
  context: ApiContext,
  request: OneMember,
  of: Parameters<typeof changeMember>[1]['of'],
): Promise<Changed['answer']> {
  const { caller, params } = request
  refuseBound(caller, managing)
  const at = context.platform.clock.now()
  const wanted = { caller, id: params.id, at, of }
  const answer = await change(context, request, (transaction) => changeMember(transaction, wanted))
  context.sessions.clear()
  return answer
}

type LinkBody = { readonly member_id?: string | undefined; readonly email?: string | undefined }

/** Whose link is asked for; null for the first owner's. */
async function memberOfLink(
  transaction: Parameters<typeof findMember>[0],
  { member_id: id, email }: LinkBody,
): Promise<Member | null> {
  if (id === undefined && email === undefined) {
    if (await lockFirstOwner(transaction)) throw new AppError('owner_exists')
    return null
  }
  const member =
    id === undefined
      ? await lockMemberByEmail(transaction, email ?? '')
      : await findMember(transaction, id, { lock: true })
  if (!member) throw new AppError('not_found', { what: 'member', id: id ?? email ?? '' })
  return member
}

function toLinkFields({ url, expiresAt }: NewSignInLink) {
  return { sign_in_url: url, sign_in_url_expires_at: expiresAt.toISOString() }
}
