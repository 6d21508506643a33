import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { UserWithGroups } from '../model/user.ts'
import { isId } from './authenticate.ts'
import { demandedVersion, hasVersion } from './etag.ts'
import { parseListQuery } from './list-query.ts'
import { applyPatch } from './patch/apply-patch.ts'
import { readPatch } from './patch/read-patch.ts'
import { listResponse, sendNothing, sendScim } from './reply.ts'
import { type Projection, parseProjection } from './resource/projection.ts'
import { readResource } from './resource/read-resource.ts'
import { toUserContent, withKeptActivity } from './resource/user-content.ts'
import { etagOf, writeUser } from './resource/write-resource.ts'
import { addResourceRoutes, type IdRequest, type QueryRequest } from './resource-routes.ts'
import { userResourceType } from './schema/resource-type.ts'
import type { ScimContext } from './scim-context.ts'
import { commandBase, type ScimRequest, scimRequest } from './scim-request.ts'

const resourceType = userResourceType()

/** The /Users endpoint (RFC 7644 section 3). */
export function addUsersRoutes(app: FastifyInstance, context: ScimContext): void {
  addResourceRoutes(
    app,
    { path: '/Users' },
    {
      list: (request, reply) => listUsers(context, request, reply),
      create: (request, reply) => createUser(context, request, reply),
      find: (request, reply) => findUser(context, request, reply),
      replace: (request, reply) => replaceUser(context, request, reply),
      patch: (request, reply) => patchUser(context, request, reply),
      remove: (request, reply) => deleteUser(context, request, reply),
    },
  )
}

async function listUsers(context: ScimContext, request: QueryRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { directory, reading, baseUrl } = scimRequest(context, request)
  const query = parseListQuery(request.query, resourceType, reading)
  const { records, total } = await context.reader.listUsers(directory, query)
  const resources = records.map((user) => writeUser(user, { baseUrl, projection: query.projection }))
  return sendScim(reply, 200, listResponse({ resources, total, startIndex: query.startIndex }))
}

async function createUser(context: ScimContext, request: QueryRequest, reply: FastifyReply): Promise<FastifyReply> {
  const scim = scimRequest(context, request)
  const projection = parseProjection(request.query, resourceType)
  const content = toUserContent(readResource(request.body, resourceType, scim.reading).document)
  const command = { ...commandBase(context, request, scim), type: 'create_user', content } as const
  const { user } = await context.submit(scim.directory, command)
  reply.header('location', `${scim.baseUrl}/Users/${user.id}`)
  return sendUser(reply, 201, { user, scim, projection })
}

async function findUser(context: ScimContext, request: IdRequest, reply: FastifyReply): Promise<FastifyReply> {
  const scim = scimRequest(context, request)
  const projection = parseProjection(request.query, resourceType)
  const user = await context.reader.findUser(scim.directory, userId(request))
  if (!user) throw new AppError('user_not_found', { id: request.params.id })
  if (hasVersion(request, user.version)) return sendNothing(reply.header('etag', etagOf(user.version)), 304)
  return sendUser(reply, 200, { user, scim, projection })
}

async function replaceUser(context: ScimContext, request: IdRequest, reply: FastifyReply): Promise<FastifyReply> {
  const scim = scimRequest(context, request)
  const projection = parseProjection(request.query, resourceType)
  const id = userId(request)
  const { document } = readResource(request.body, resourceType, scim.reading)
  const { user } = await context.submit(scim.directory, {
    ...commandBase(context, request, scim),
    type: 'update_user',
    id,
    ifVersion: demandedVersion(request),
    change: (stored) => toUserContent(withKeptActivity(document, stored.document)),
  })
  return sendUser(reply, 200, { user, scim, projection })
}

async function patchUser(context: ScimContext, request: IdRequest, reply: FastifyReply): Promise<FastifyReply> {
  const scim = scimRequest(context, request)
  const projection = parseProjection(request.query, resourceType)
  const id = userId(request)
  const operations = readPatch(request.body, resourceType, scim.reading)
  const { user } = await context.submit(scim.directory, {
    ...commandBase(context, request, scim),
    type: 'update_user',
    id,
    ifVersion: demandedVersion(request),
    change: (stored) => toUserContent(applyPatch(stored.document, operations, { ...scim.reading, resourceType, id })),
  })
  return sendUser(reply, 200, { user, scim, projection })
}

async function deleteUser(context: ScimContext, request: IdRequest, reply: FastifyReply): Promise<FastifyReply> {
  const scim = scimRequest(context, request)
  const target = { id: userId(request), ifVersion: demandedVersion(request) }
  await context.submit(scim.directory, { ...commandBase(context, request, scim), ...target, type: 'delete_user' })
  return sendNothing(reply, 204)
}

type Answer = { readonly user: UserWithGroups; readonly scim: ScimRequest; readonly projection: Projection }

function sendUser(reply: FastifyReply, status: 200 | 201, { user, scim, projection }: Answer): FastifyReply {
  reply.header('etag', etagOf(user.version))
  return sendScim(reply, status, writeUser(user, { baseUrl: scim.baseUrl, projection }))
}

function userId(request: FastifyRequest<{ Params: { id: string } }>): string {
  const { id } = request.params
  if (!isId(id)) throw new AppError('user_not_found', { id })
  return id
}
