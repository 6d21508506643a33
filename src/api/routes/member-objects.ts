import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { MemberKind } from '../../model/overlay/document.ts'
import type { Queryable } from '../../store/database.ts'
import {
  countMemberObjects,
  findMemberObject,
  listMemberObjects,
  type MemberObject,
} from '../../store/overlay/member-objects.ts'
import { findOverlayObject } from '../../store/overlay/read-objects.ts'
import { readCursor, type SearchPage } from '../../store/search-page.ts'
import { listQuery } from '../list-query.ts'
import { toFullMemberObject, toMemberObjects } from '../member-objects/member-object.ts'
import { findMembers, toMember } from '../member-objects/member-page.ts'
import { openOrganization } from '../organization-scope.ts'
import { defineRoute } from '../route.ts'
import { searchQuery, toSearchList } from '../search/search-query.ts'
import { IdParams, RequestInvalid, text } from '../validation.ts'

const path = '/organizations/:id/member_objects'
const memberKinds = ['Team', 'Group', 'OrgUnit'] as const satisfies readonly MemberKind[]
const Kind = z.enum(memberKinds)

/** The path of a route about one team, group or org unit. */
export const MemberObjectParams = IdParams.extend({
  kind: Kind.describe('`Team`, `Group` or `OrgUnit`.'),
  object_id: text(63).min(1).describe('The id of the object within its kind.'),
})

const pageQuery = { limit: listQuery.limit, after: searchQuery.after, before: searchQuery.before }

const listAll = defineRoute({
  method: 'GET',
  path,
  permission: 'overlay:read',
  summary:
    'Lists the teams, groups and org units of an organization by name, with how many are in each and how many are undecided.',
  answer: 'list of member_object',
  params: IdParams,
  query: z.object({
    ...pageQuery,
    kinds: Kind.array().optional().describe('A list: only these kinds. Default: all.'),
    search: text(200).optional().describe('Parts of the name or the id, in any case.'),
    parent: text(63).optional().describe('Only those right below this one, by its id.'),
    undecided: z
      .enum(['true', 'false'], 'must be true or false')
      .optional()
      .describe('`true`: only those for which somebody is undecided. `false`: only the others.'),
  }),
  lists: ['kinds'],
  async handle({ params, query, caller }, { database }) {
    const { id: organizationId } = await openOrganization({ database }, caller, params.id)
    const filter = {
      organizationId,
      kinds: query.kinds?.length ? query.kinds : memberKinds,
      text: query.search ?? null,
      parent: query.parent ?? null,
      hasUndecided: query.undecided === undefined ? null : query.undecided === 'true',
    }
    const found = await listMemberObjects(database, filter, toNamePage(query))
    return toSearchList(found, { limit: query.limit }, await toMemberObjects(database, organizationId, found.records))
  },
})

const countAll = defineRoute({
  method: 'GET',
  path: `${path}/count`,
  permission: 'overlay:read',
  summary: 'Says how many teams, groups and org units an organization has.',
  answer: 'member_object_counts',
  params: IdParams,
  async handle({ params, caller }, { database }) {
    const { id: organizationId } = await openOrganization({ database }, caller, params.id)
    const counts = await countMemberObjects(database, organizationId)
    const of = (kind: MemberKind) => counts.get(kind) ?? 0
    return { object: 'member_object_counts', teams: of('Team'), groups: of('Group'), org_units: of('OrgUnit') }
  },
})

const getOne = defineRoute({
  method: 'GET',
  path: `${path}/:kind/:object_id`,
  permission: 'overlay:read',
  summary: 'Gives one team, group or org unit with its roles, what is above and below it, and its document.',
  answer: 'member_object, with `overlay_object`',
  params: MemberObjectParams,
  async handle({ params, caller }, { database }) {
    const { id: organizationId } = await openOrganization({ database }, caller, params.id)
    const [record, object] = await Promise.all([
      openMemberObject(database, organizationId, params),
      findOverlayObject(database, organizationId, { kind: params.kind, id: params.object_id }),
    ])
    if (!object) throw new AppError('not_found', { what: params.kind, id: params.object_id })
    return toFullMemberObject(database, { record, object })
  },
})

const members = defineRoute({
  method: 'GET',
  path: `${path}/:kind/:object_id/members`,
  permission: 'overlay:read',
  summary:
    'Lists who is in a team, group or org unit by name, each with the reasons. A page of a search may have fewer than its limit, or none, and a cursor all the same: then there is more to search.',
  answer: 'list of object_member',
  params: MemberObjectParams,
  query: z.object({
    ...pageQuery,
    search: text(200)
      .optional()
      .describe('Words in any order, each the beginning of a word of a name, an address or a number.'),
  }),
  async handle({ params, query, caller }, { database }) {
    const { id: organizationId } = await openOrganization({ database }, caller, params.id)
    const object = await openMemberObject(database, organizationId, params)
    const words = query.search?.trim() || null
    const asked = { organizationId, object, which: 'members', text: words } as const
    const found = await findMembers(database, asked, toNamePage(query))
    return toSearchList(
      found,
      { limit: query.limit },
      found.records.map((member) => toMember(member, object)),
    )
  },
})

const undecided = defineRoute({
  method: 'GET',
  path: `${path}/:kind/:object_id/undecided`,
  permission: 'overlay:read',
  summary:
    'Lists the people for whom the rule of a team, group or org unit cannot be decided, with what is missing. They are not in it.',
  answer: 'list of object_member',
  params: MemberObjectParams,
  query: z.object(pageQuery),
  async handle({ params, query, caller }, { database }) {
    const { id: organizationId } = await openOrganization({ database }, caller, params.id)
    const object = await openMemberObject(database, organizationId, params)
    const asked = { organizationId, object, which: 'unknown', text: null } as const
    const found = await findMembers(database, asked, toNamePage(query))
    return toSearchList(
      found,
      { limit: query.limit },
      found.records.map((member) => toMember(member, object)),
    )
  },
})

/** The routes that show teams, groups and org units and who is in them. */
export const memberObjectRoutes = [listAll, countAll, getOne, members, undecided]

type Params = z.output<typeof MemberObjectParams>

/** The team, group or org unit; throws `not_found`. */
export async function openMemberObject(
  on: Queryable,
  organizationId: string,
  { kind, object_id: id }: Pick<Params, 'kind' | 'object_id'>,
): Promise<MemberObject> {
  const found = await findMemberObject(on, organizationId, { kind, id })
  if (!found) throw new AppError('not_found', { what: kind, id })
  return found
}

type PageQuery = { readonly limit: number; readonly after?: string | undefined; readonly before?: string | undefined }

/** A page by name. Its cursors name people or objects, and mean a place only. */
function toNamePage({ limit, after, before }: PageQuery): SearchPage {
  const place = (field: 'after' | 'before', cursor: string | undefined) => {
    const found = cursor === undefined ? null : readCursor(cursor)
    if (found === null || (found && /^[\w.-]{1,200}$/.test(found.id))) return found
    throw new RequestInvalid([{ code: 'invalid', field, message: `${field} must be a cursor that this list gave` }])
  }
  return { limit, sort: 'name', order: 'asc', after: place('after', after), before: place('before', before) }
}
