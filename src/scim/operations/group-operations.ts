import type { GroupWithMembers } from '../../directory/reader.ts'
import { AppError } from '../../errors.ts'
import type { Group, MemberOperation } from '../../model/group.ts'
import { isId } from '../authenticate.ts'
import {
  deletionPreconditions,
  demandedVersion,
  hasVersion,
  refuseKnownVersion,
  requireDemandedVersion,
} from '../etag.ts'
import { toJsonText } from '../json-text.ts'
import { type ListQuery, parseListQuery } from '../list-query.ts'
import { nothing, type ScimAnswer, type ScimOperation } from '../operation.ts'
import { applyPatch } from '../patch/apply-patch.ts'
import { readPatch } from '../patch/read-patch.ts'
import { splitGroupPatch } from '../patch/split-group-patch.ts'
import { toGroupContent } from '../resource/group-content.ts'
import { withImmutableValues } from '../resource/immutable-values.ts'
import { includesAttribute, type Projection, parseProjection } from '../resource/projection.ts'
import { readResource } from '../resource/read-resource.ts'
import { parseWriteProjection } from '../resource/write-projection.ts'
import { writeGroup } from '../resource/write-resource.ts'
import { commandBase, type ScimRequest } from '../scim-request.ts'
import { answerLists, type List, written } from './read-lists.ts'
import { type PreparedWrite, preparedWrite, type ResourceOperations } from './resource-operations.ts'

/** The operations on groups (RFC 7644 section 3). Members are read only for an answer that shows them. */
export const groupOperations: ResourceOperations = {
  list: listGroups,
  find: findGroup,
  create: createGroup,
  replace: replaceGroup,
  patch: patchGroup,
  remove: deleteGroup,
}

// A PATCH of a larger group is answered without a body, which RFC 7644 section 3.5.2 allows: its cost is that of the change.
const membersInPatchAnswer = 100

async function listGroups(scim: ScimRequest, { query }: ScimOperation): Promise<ScimAnswer> {
  return answerLists([groupList(scim, parseListQuery(query, typeOf(scim), scim.reading))], {
    ...query,
    path: '/Groups',
  })
}

/** The groups that a query is about, page by page. */
export function groupList({ context, directory, baseUrl }: ScimRequest, query: ListQuery): List {
  const { projection } = query
  const members = includesAttribute(projection, 'members')
  const write = (group: GroupWithMembers) => toJsonText(writeGroup(group, { baseUrl, projection }))
  return {
    name: 'groups',
    query,
    byIndex: async (page) => written(await context.reader.listGroups(directory, { ...page, members }), write),
    after: async (page) => written(await context.reader.listGroupsAfter(directory, { ...page, members }), write),
  }
}

async function findGroup(scim: ScimRequest, operation: ScimOperation, id: string): Promise<ScimAnswer> {
  const projection = parseProjection(operation.query, typeOf(scim))
  const members = includesAttribute(projection, 'members')
  const group = await scim.context.reader.findGroup(scim.directory, groupId(id), { members })
  if (!group) throw new AppError('group_not_found', { id })
  requireDemandedVersion(operation, group.version)
  if (hasVersion(operation, group.version)) return nothing(304, group.version)
  return groupAnswer(scim, { status: 200, group, projection })
}

function createGroup(scim: ScimRequest, operation: ScimOperation): PreparedWrite {
  const { document, memberIds } = readResource(operation.body, typeOf(scim), scim.reading)
  const projection = parseWriteProjection(operation.query, typeOf(scim), document)
  return preparedWrite(
    {
      ...commandBase(scim, operation),
      type: 'create_group',
      content: toGroupContent(document),
      memberIds: memberIds ?? [],
      uniqueName: hasUniqueNames(scim),
      ...membersByExternalId(scim),
    },
    ({ group }) => wholeAnswer(scim, { status: 201, group, projection }),
  )
}

function replaceGroup(scim: ScimRequest, operation: ScimOperation, id: string): PreparedWrite {
  const { document, memberIds } = readResource(operation.body, typeOf(scim), scim.reading)
  const ids = memberIds ?? absentMembers(scim)
  const members: MemberOperation[] = ids ? [{ op: 'replace', ids }] : []
  const change = (stored: Group) => withImmutableValues(document, stored.document, typeOf(scim))
  return updateGroup(scim, operation, { id, members, sent: document, change })
}

// RFC 7644 section 3.5.1 lets a server clear or keep what a PUT does not name. Everything else is cleared; members are
// kept, because providers that rename a group this way would empty it. In the strict dialect they are like everything else.
function absentMembers({ dialect }: ScimRequest): readonly string[] | null {
  return dialect.name === 'strict' ? [] : null
}

function patchGroup(scim: ScimRequest, operation: ScimOperation, id: string): PreparedWrite {
  const resourceType = typeOf(scim)
  const { attributes, members } = splitGroupPatch(readPatch(operation.body, resourceType, scim.reading), scim.baseUrl)
  return updateGroup(scim, operation, {
    id,
    members,
    sent: attributes,
    change: (stored) => applyPatch(stored.document, attributes, { ...scim.reading, resourceType, id }),
  })
}

type Update = {
  readonly id: string
  readonly members: readonly MemberOperation[]
  readonly sent: Parameters<typeof parseWriteProjection>[2]
  readonly change: (stored: Group) => Group['document']
}

function updateGroup(
  scim: ScimRequest,
  operation: ScimOperation,
  { id, members, sent, change }: Update,
): PreparedWrite {
  const projection = parseWriteProjection(operation.query, typeOf(scim), sent)
  return preparedWrite(
    {
      ...commandBase(scim, operation),
      type: 'update_group',
      id: groupId(id),
      ifVersion: demandedVersion(operation),
      uniqueName: hasUniqueNames(scim),
      ...membersByExternalId(scim),
      change: (stored) => {
        refuseKnownVersion(operation, stored.version)
        return toGroupContent(change(stored))
      },
      members,
    },
    ({ group }) =>
      isAnsweredWithBody(scim, operation, group)
        ? wholeAnswer(scim, { status: 200, group, projection })
        : nothing(204, group.version),
  )
}

function deleteGroup(scim: ScimRequest, operation: ScimOperation, id: string): PreparedWrite {
  const target = { id: groupId(id), ...deletionPreconditions(operation) }
  return preparedWrite({ ...commandBase(scim, operation), ...target, type: 'delete_group' }, () => nothing(204))
}

/** A PATCH may be answered without a body, except when it says which attributes it wants back (RFC 7644 section 3.5.2). */
function isAnsweredWithBody({ dialect }: ScimRequest, { method, query }: ScimOperation, group: Group): boolean {
  if (method !== 'PATCH' || query.attributes !== undefined || query.excludedAttributes !== undefined) return true
  // Microsoft advises against answering with members, and Okta takes both.
  return dialect.name !== 'entra' && dialect.name !== 'okta' && group.memberCount <= membersInPatchAnswer
}

type Shown<T extends Group> = { readonly status: 200 | 201; readonly group: T; readonly projection: Projection }

/** The answer with the group as just written, with its members if they are to be shown and there are any. */
async function wholeAnswer(scim: ScimRequest, { group, ...shown }: Shown<Group>): Promise<ScimAnswer> {
  return groupAnswer(scim, { ...shown, group: await withMembers(scim, group, shown.projection) })
}

async function withMembers(scim: ScimRequest, group: Group, projection: Projection): Promise<GroupWithMembers> {
  if (!includesAttribute(projection, 'members')) return { ...group, members: null }
  if (group.memberCount === 0) return { ...group, members: [] }
  const found = await scim.context.reader.findGroup(scim.directory, group.id, { members: true })
  return found ?? { ...group, members: null }
}

function groupAnswer({ baseUrl }: ScimRequest, { status, group, projection }: Shown<GroupWithMembers>): ScimAnswer {
  const body = writeGroup(group, { baseUrl, projection })
  return { status, body, location: `${baseUrl}/Groups/${group.id}`, version: group.version }
}

/** Whether a member may be named by an externalId in this dialect; noted only when one is. */
function membersByExternalId({ dialect, reading }: ScimRequest) {
  return {
    membersByExternalId: dialect.tolerances.has('members_by_external_id'),
    onMemberByExternalId: () => reading.fired.add('members_by_external_id'),
  }
}

// RFC 7643 lets two groups have one name; Entra and Okta find a group by its name and expect a conflict.
function hasUniqueNames({ dialect }: ScimRequest): boolean {
  return dialect.name !== 'strict'
}

function typeOf({ session }: ScimRequest) {
  return session.resourceTypes.group
}

function groupId(id: string): string {
  if (!isId(id)) throw new AppError('group_not_found', { id })
  return id
}
