import type { JsonObject } from '../../model/json.ts'
import { answerSchema } from '../objects/answer-schemas.ts'
import { ErrorBody } from '../objects/error.ts'
import type { RouteDescription } from '../route.ts'
import { type ComponentSchemas, componentSchemas, requestSchema, withoutLinks } from './component-schemas.ts'
import { errorAnswers } from './error-answers.ts'
import { operationId } from './operation-id.ts'

/** What the document says of the server. */
export type DocumentInfo = { readonly version: string; readonly url: string }

const description = `Users and groups of your customers' identity providers, in the shapes of WorkOS Directory Sync, and one ordered log of every change.

Every request carries \`Authorization: Bearer <API key>\`. A key has permissions, named with each operation as \`x-permission\`, and may be bound to one organization; what belongs to others does not exist for it.

A list is a page with the ids to go on from in \`list_metadata\`. Times are ISO 8601 in UTC. A POST may carry \`Idempotency-Key\`, and is then done once however often it is sent. Answers may have more fields one day: ignore those that you do not know.`

/** Describes the API in OpenAPI 3.1, from what its routes say of themselves. */
export function openApiDocument(routes: readonly RouteDescription[], { version, url }: DocumentInfo): JsonObject {
  const schemas = describedSchemas(routes)
  const paths: Record<string, JsonObject> = {}
  for (const route of routes) {
    const path = plainPath(route.path)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Muster',
      version,
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    security: [{ apiKey: [] }],
    tags: tagsOf(routes).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key. Make one with `muster keys create`.' },
      },
      parameters: { IdempotencyKey: idempotencyKey },
      headers,
      schemas: { ...schemas.components } as JsonObject,
    },
  }
}

/** The schemas of all that these routes answer with. */
export function describedSchemas(routes: readonly RouteDescription[]): ComponentSchemas {
  return componentSchemas({ ...answersOf(routes), Error: ErrorBody })
}

/** The tag of a route: the first part of its path. */
export function tagOf({ path }: Pick<RouteDescription, 'path'>): string {
  return path.split('/')[1] ?? ''
}

function tagsOf(routes: readonly RouteDescription[]): string[] {
  return [...new Set(routes.map(tagOf))]
}

/** `/directories/:id` → `/directories/{id}` */
function plainPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}')
}

function answersOf(routes: readonly RouteDescription[]) {
  return Object.fromEntries(
    routes.flatMap(({ answer }) => (answer === undefined ? [] : [[answer, answerSchema(answer)] as const])),
  )
}

function operation(route: RouteDescription, schemas: ComponentSchemas): JsonObject {
  const { method, summary, permission, body, status = 200 } = route
  return {
    operationId: operationId(route),
    tags: [tagOf(route)],
    summary: withoutLinks(summary),
    description: `Needs the permission \`${permission}\`.`,
    'x-permission': permission,
    parameters: [...parametersOf(route), ...(method === 'POST' ? [reference('parameters', 'IdempotencyKey')] : [])],
    ...(body && {
      requestBody: {
        required: !body.safeParse({}).success,
        content: { 'application/json': { schema: { ...requestSchema(body) } as JsonObject } },
      },
    }),
    responses: { [status]: successOf(route, schemas), ...refusalsOf(route) },
  }
}

function parametersOf(route: RouteDescription): JsonObject[] {
  const inPath = Object.entries(route.params?.shape ?? {}).map(([name, schema]) => {
    const { description: said, ...described } = requestSchema(schema)
    return { name, in: 'path', required: true, description: said ?? '', schema: { ...described } as JsonObject }
  })
  const { properties = {}, required = [] } = route.query ? requestSchema(route.query) : {}
  const inQuery = Object.entries(properties).map(([name, property]) => {
    const { description: said, ...described } = property === true || property === false ? {} : property
    return {
      name,
      in: 'query',
      required: required.includes(name),
      description: said ?? '',
      ...(route.lists?.includes(name) && { style: 'form', explode: false }),
      schema: { ...described } as JsonObject,
    }
  })
  return [...inPath, ...inQuery]
}

function successOf({ answer, path, status = 200 }: RouteDescription, schemas: ComponentSchemas): JsonObject {
  const headers = {
    'x-request-id': reference('headers', 'RequestId'),
    'x-ratelimit-limit': reference('headers', 'RateLimit'),
    'x-ratelimit-remaining': reference('headers', 'RateLimitRemaining'),
    'x-ratelimit-reset': reference('headers', 'RateLimitReset'),
  }
  if (answer === undefined) return { description: 'Done.', headers }
  const schema = { ...schemas.of(answer) } as JsonObject
  if (path === '/events/stream') {
    const told = 'Server-sent events; the data of each is the JSON of an `Event`.'
    return { description: told, headers, content: { 'text/event-stream': { schema: { type: 'string' } } } }
  }
  if (answer.startsWith('stream of ')) {
    const told = 'One JSON object per line.'
    return { description: told, headers, content: { 'application/x-ndjson': { schema } } }
  }
  return { description: status === 201 ? 'Made.' : 'Given.', headers, content: { 'application/json': { schema } } }
}

function refusalsOf(route: RouteDescription): JsonObject {
  return Object.fromEntries(
    Object.entries(errorAnswers(route)).map(([status, told]) => [
      status,
      {
        description: told,
        ...((status === '429' || status === '503') && {
          headers: { 'retry-after': reference('headers', 'RetryAfter') },
        }),
        content: { 'application/json': { schema: reference('schemas', 'Error') } },
      },
    ]),
  )
}

function reference(kind: 'schemas' | 'parameters' | 'headers', name: string): JsonObject {
  return { $ref: `#/components/${kind}/${name}` }
}

const idempotencyKey: JsonObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'At most 255 printable characters that no other request has. A repetition with the same key gets the answer of the first, with `idempotent-replayed: true`; with another body it is refused.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

const integer: JsonObject = { type: 'integer' }

const headers: JsonObject = {
  RequestId: {
    description: 'The id of the request, as in the log of the server: the one that was sent, or a new one.',
    schema: { type: 'string' },
  },
  RateLimit: { description: 'How many requests this key may make in a minute.', schema: integer },
  RateLimitRemaining: { description: 'How many of them are left.', schema: integer },
  RateLimitReset: { description: 'When all of them are, in seconds since 1970.', schema: integer },
  RetryAfter: { description: 'After how many seconds it is worth trying again.', schema: integer },
}
