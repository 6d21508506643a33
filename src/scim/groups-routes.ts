import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { GroupWithMembers } from '../directory/reader.ts'
import { AppError } from '../errors.ts'
import type { Group, MemberOperation } from '../model/group.ts'
import { isId } from './authenticate.ts'
import { demandedVersion, hasVersion } from './etag.ts'
import { bodyLimits } from './json-body.ts'
import { parseListQuery } from './list-query.ts'
import { applyPatch } from './patch/apply-patch.ts'
import { readPatch } from './patch/read-patch.ts'
import { splitGroupPatch } from './patch/split-group-patch.ts'
import { listResponse, sendNothing, sendScim } from './reply.ts'
import { toGroupContent } from './resource/group-content.ts'
import { includesAttribute, type Projection, parseProjection } from './resource/projection.ts'
import { readResource } from './resource/read-resource.ts'
import { etagOf, writeGroup } from './resource/write-resource.ts'
import { addResourceRoutes, type IdRequest, type QueryRequest } from './resource-routes.ts'
import { groupResourceType } from './schema/resource-type.ts'
import type { ScimContext } from './scim-context.ts'
import { commandBase, namesAttributes, type ScimRequest, scimRequest } from './scim-request.ts'

const resourceType = groupResourceType()

/** The /Groups endpoint (RFC 7644 section 3). Members are read only for an answer that shows them. */
export function addGroupsRoutes(app: FastifyInstance, context: ScimContext): void {
  addResourceRoutes(
    app,
    { path: '/Groups', bodyLimit: bodyLimits.groupBytes },
    {
      list: (request, reply) => listGroups(context, request, reply),
      create: (request, reply) => createGroup(context, request, reply),
      find: (request, reply) => findGroup(context, request, reply),
      replace: (request, reply) => replaceGroup(context, request, reply),
      patch: (request, reply) => patchGroup(context, request, reply),
      remove: (request, reply) => deleteGroup(context, request, reply),
    },
  )
}

async function listGroups(context: ScimContext, request: QueryRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { directory, reading, baseUrl } = scimRequest(context, request)
  const query = parseListQuery(request.query, resourceType, reading)
  const { projection, startIndex } = query
  const members = includesAttribute(projection, 'members')
  const { records, total } = await context.reader.listGroups(directory, { ...query, members })
  const resources = records.map((group) => writeGroup(group, { baseUrl, projection }))
  return sendScim(reply, 200, listResponse({ resources, total, startIndex }))
}

async function createGroup(context: ScimContext, request: QueryRequest, reply: FastifyReply): Promise<FastifyReply> {
  const scim = scimRequest(context, request)
  const projection = parseProjection(request.query, resourceType)
  const { document, memberIds } = readResource(request.body, resourceType, scim.reading)
  const { group } = await context.submit(scim.directory, {
    ...commandBase(context, request, scim),
    type: 'create_group',
    content: toGroupContent(document),
    memberIds: memberIds ?? [],
    uniqueName: hasUniqueNames(scim),
  })
  reply.header('location', `${scim.baseUrl}/Groups/${group.id}`)
  return sendGroup(reply, 201, { group: await withMembers(context, { group, scim, projection }), scim, projection })
}

async function findGroup(context: ScimContext, request: IdRequest, reply: FastifyReply): Promise<FastifyReply> {
  const scim = scimRequest(context, request)
  const projection = parseProjection(request.query, resourceType)
  const members = includesAttribute(projection, 'members')
  const group = await context.reader.findGroup(scim.directory, groupId(request), { members })
  if (!group) throw new AppError('group_not_found', { id: request.params.id })
  if (hasVersion(request, group.version)) return sendNothing(reply.header('etag', etagOf(group.version)), 304)
  return sendGroup(reply, 200, { group, scim, projection })
}

async function replaceGroup(context: ScimContext, request: IdRequest, reply: FastifyReply): Promise<FastifyReply> {
  const scim = scimRequest(context, request)
  const projection = parseProjection(request.query, resourceType)
  const id = groupId(request)
  const { document, memberIds } = readResource(request.body, resourceType, scim.reading)
  const content = toGroupContent(document)
  // A PUT that does not name members leaves them: providers that rename a group this way would empty it.
  const members: MemberOperation[] = memberIds ? [{ op: 'replace', ids: memberIds }] : []
  const { group } = await context.submit(scim.directory, {
    ...commandBase(context, request, scim),
    type: 'update_group',
    id,
    ifVersion: demandedVersion(request),
    uniqueName: hasUniqueNames(scim),
    change: () => content,
    members,
  })
  return sendGroup(reply, 200, { group: await withMembers(context, { group, scim, projection }), scim, projection })
}

async function patchGroup(context: ScimContext, request: IdRequest, reply: FastifyReply): Promise<FastifyReply> {
  const scim = scimRequest(context, request)
  const projection = parseProjection(request.query, resourceType)
  const id = groupId(request)
  const { attributes, members } = splitGroupPatch(readPatch(request.body, resourceType, scim.reading), scim.baseUrl)
  const { group } = await context.submit(scim.directory, {
    ...commandBase(context, request, scim),
    type: 'update_group',
    id,
    ifVersion: demandedVersion(request),
    uniqueName: hasUniqueNames(scim),
    change: (stored) => toGroupContent(applyPatch(stored.document, attributes, { ...scim.reading, resourceType, id })),
    members,
  })
  // Microsoft advises against answering with all members, and RFC 7644 section 3.5.2 has 204 for it.
  if (!namesAttributes(request.query)) return sendNothing(reply.header('etag', etagOf(group.version)), 204)
  return sendGroup(reply, 200, { group: await withMembers(context, { group, scim, projection }), scim, projection })
}

async function deleteGroup(context: ScimContext, request: IdRequest, reply: FastifyReply): Promise<FastifyReply> {
  const scim = scimRequest(context, request)
  const target = { id: groupId(request), ifVersion: demandedVersion(request) }
  await context.submit(scim.directory, { ...commandBase(context, request, scim), ...target, type: 'delete_group' })
  return sendNothing(reply, 204)
}

type Answer<T extends Group> = { readonly group: T; readonly scim: ScimRequest; readonly projection: Projection }

/** The group as just written, with its members if the answer shows them and there are any. */
async function withMembers(
  context: ScimContext,
  { group, scim, projection }: Answer<Group>,
): Promise<GroupWithMembers> {
  if (!includesAttribute(projection, 'members')) return { ...group, members: null }
  if (group.memberCount === 0) return { ...group, members: [] }
  const found = await context.reader.findGroup(scim.directory, group.id, { members: true })
  return found ?? { ...group, members: null }
}

function sendGroup(
  reply: FastifyReply,
  status: 200 | 201,
  { group, scim, projection }: Answer<GroupWithMembers>,
): FastifyReply {
  reply.header('etag', etagOf(group.version))
  return sendScim(reply, status, writeGroup(group, { baseUrl: scim.baseUrl, projection }))
}

// RFC 7643 lets two groups have one name; Entra and Okta find a group by its name and expect a conflict.
function hasUniqueNames({ dialect }: ScimRequest): boolean {
  return dialect.name !== 'strict'
}

function groupId(request: FastifyRequest<{ Params: { id: string } }>): string {
  const { id } = request.params
  if (!isId(id)) throw new AppError('group_not_found', { id })
  return id
}
