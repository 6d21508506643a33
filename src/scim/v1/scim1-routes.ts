import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { authenticateRequest, requireDirectory } from '../authenticate.ts'
import { ScimError } from '../errors.ts'
import { bodyLimits } from '../json-body.ts'
import type { MethodRefusals } from '../method-refusals.ts'
import { type ResourceOperations, submitWrite } from '../operations/resource-operations.ts'
import { sendAnswer } from '../reply.ts'
import { addRoute, type Endpoint } from '../resource-routes.ts'
import type { ScimContext } from '../scim-context.ts'
import { operationOf, scimRequest } from '../scim-request.ts'
import { answerScim1Bulk } from './answer-scim1-bulk.ts'
import { addScim1Configuration, addScim1Schemas } from './scim1-discovery-routes.ts'
import { scim1GroupOperations, scim1UserOperations } from './scim1-operations.ts'

/**
 * The SCIM 1.1 server (draft-scim-api-01, draft-scim-core-schema-01) under `/scim/v1/{directory id}`: the engine of 2.0
 * behind a translation. Both are there for every directory, because administrators mix the URLs up, and one wrong digit
 * would otherwise be a failed set-up.
 */
export async function addScim1(app: FastifyInstance, context: ScimContext, refusals: MethodRefusals): Promise<void> {
  const options = { prefix: '/v1/:directoryId' }
  await app.register(async (open) => {
    refusals.watch(open, async (request) => {
      refuseXml(request)
      await requireDirectory(context, request)
    })
    addScim1Configuration(open, context)
  }, options)
  await app.register(async (closed) => {
    refusals.watch(closed, async (request, reply) => {
      refuseXml(request)
      await authenticateRequest(context, request, reply)
    })
    addResources(closed, context, { path: '/Users', operations: scim1UserOperations })
    addResources(closed, context, {
      path: '/Groups',
      bodyLimit: bodyLimits.groupBytes,
      operations: scim1GroupOperations,
    })
    addScim1Schemas(closed, context)
    for (const path of ['/Bulk', '/Bulk.json']) {
      addRoute(closed, { path, bodyLimit: bodyLimits.bulkBytes }, { POST: answerer(context, 'POST', answerScim1Bulk) })
    }
  }, options)
}

/** True for the media types of XML, the form that SCIM 1.1 leaves to the server to offer. */
export function isXml(mediaType: string): boolean {
  return /^\s*(application|text)\/([\w.-]+\+)?xml\b/i.test(mediaType)
}

// The form of an answer is asked for in `Accept` or at the end of the path (SCIM Protocol 1.1, section 3.5).
function refuseXml({ headers, url }: FastifyRequest): void {
  if (isXml(headers['content-type'] ?? '')) {
    throw new ScimError(415, 'XML is not read here. Send JSON with "Content-Type: application/json".')
  }
  const accepted = headers.accept?.split(',') ?? []
  const wantsXml = /^[^?]*\.xml\/?(\?|$)/i.test(url) || (accepted.length > 0 && accepted.every(isXml))
  if (wantsXml) throw new ScimError(406, 'XML is not written here. Ask for "Accept: application/json".')
}

type Handle = ResourceOperations['find']
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

function answerer(context: ScimContext, method: Method, handle: Handle): Handler {
  return async (request, reply) =>
    sendAnswer(reply, await handle(scimRequest(context, request), operationOf(request, method), idOf(request)))
}

function idOf({ params }: FastifyRequest): string {
  const { id = '' } = params as { id?: string }
  return id.replace(/\.json$/i, '')
}

function addResources(
  app: FastifyInstance,
  context: ScimContext,
  { operations, ...endpoint }: Endpoint & { readonly operations: ResourceOperations },
): void {
  const on = (method: Method, handle: Handle) => answerer(context, method, handle)
  const write = (method: Method, prepare: ResourceOperations['replace']) =>
    on(method, async (scim, operation, id) => submitWrite(scim, prepare(scim, operation, id)))
  const single = {
    PUT: write('PUT', operations.replace),
    PATCH: write('PATCH', operations.patch),
    DELETE: write('DELETE', operations.remove),
  }
  // The last of them for `refuseXml` alone.
  for (const suffix of ['', '.json', '.xml']) {
    const path = `${endpoint.path}${suffix}`
    const create = withOverride({}, write('POST', operations.create))
    addRoute(app, { ...endpoint, path }, { GET: on('GET', operations.list), POST: create })
  }
  addRoute(
    app,
    { ...endpoint, path: `${endpoint.path}/:id` },
    { GET: on('GET', operations.find), ...single, POST: withOverride(single, null) },
  )
}

/**
 * The handler of a POST that may stand for another method (SCIM Protocol 1.1, section 3: `X-HTTP-Method-Override`), for
 * clients whose network lets no others through.
 */
function withOverride(handlers: Readonly<Record<string, Handler>>, post: Handler | null): Handler {
  return async (request, reply) => {
    const method = String(request.headers['x-http-method-override'] ?? 'POST').toUpperCase()
    const handler = method === 'POST' ? post : handlers[method]
    if (handler) return handler(request, reply)
    const allow = post ? 'GET, HEAD, POST' : ['GET', 'HEAD', ...Object.keys(handlers)].join(', ')
    reply.header('allow', allow)
    throw new ScimError(405, `${method} is not possible here. Possible: ${allow}.`)
  }
}
