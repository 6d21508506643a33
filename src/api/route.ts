import type { z } from 'zod'
import { AppError } from '../errors.ts'
import type { Caller, Permission } from '../model/api-key.ts'
import type { AuditAction } from '../model/audit-entry.ts'
import type { Cause } from '../model/event.ts'
import type { JsonObject } from '../model/json.ts'
import type { ApiContext } from './api-context.ts'
import type { AnswerWords } from './objects/answer-schemas.ts'
import { readQuery } from './read-query.ts'
import type { RequestOrigin } from './request-origin.ts'
import { parseRequest } from './validation.ts'

/** What a route gets: its path, query and body parsed, and who asks. */
export type RouteRequest<P, Q, B> = {
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly caller: Caller
  /** Who the events of what the route changes are caused by. */
  readonly cause: Cause
  /** What `change` keeps of the request; a route passes it on. */
  readonly origin: RequestOrigin
}

/** A request before its route has parsed it. */
export type RawRequest = RouteRequest<unknown, unknown, unknown>

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined
type Optional = z.ZodObject | undefined

/** A route that changes nothing, or one that does, in `change`, with what the audit log calls it. */
type Deed =
  | { readonly method: 'GET' }
  | { readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; readonly action: AuditAction }

/** One route of the API as it is written down: data, from which checks, documents and tests are made. */
export type RouteDefinition<P extends Optional, Q extends Optional, B extends Optional> = Deed & Handled<P, Q, B>

type Handled<P extends Optional, Q extends Optional, B extends Optional> = {
  /** With Fastify's placeholders: `/directories/:id`. */
  readonly path: string
  readonly permission: Permission
  /** One line for the reader of the API's description. */
  readonly summary: string
  /** What the answer is, by its words in objects/answer-schemas.ts; left out where there is none. */
  readonly answer?: AnswerWords
  /** The status of success; 200 if not said. */
  readonly status?: 200 | 201 | 202 | 204
  readonly params?: P
  readonly query?: Q
  /** Which parameters of the query are lists. */
  readonly lists?: readonly string[]
  /** How many bytes the body may have, where it is more than usual. */
  readonly bodyLimit?: number
  readonly body?: B
  /** Gives the answer's body; null for none. */
  handle(request: RouteRequest<Parsed<P>, Parsed<Q>, Parsed<B>>, context: ApiContext): Promise<JsonObject | null>
}

/** What documents tell of a route. */
export type RouteDescription = Deed & Omit<Handled<Optional, Optional, Optional>, 'handle'>

/** A route whose types are its own affair. */
export type Route = RouteDescription & {
  handle(raw: RawRequest, context: ApiContext): Promise<JsonObject | null>
}

/** Makes a route that parses what it is given before it handles it. An id that cannot be one is one that does not exist. */
export function defineRoute<
  P extends Optional = undefined,
  Q extends Optional = undefined,
  B extends Optional = undefined,
>(definition: RouteDefinition<P, Q, B>): Route {
  return {
    ...definition,
    handle(raw, context) {
      const params = parseParams(definition.params, raw.params) as Parsed<P>
      const { query: querySchema, lists = [], body: bodySchema } = definition
      const query = (querySchema && readQuery(querySchema, raw.query, lists)) as Parsed<Q>
      const body = (bodySchema && parseRequest(bodySchema, raw.body)) as Parsed<B>
      return definition.handle({ ...raw, params, query, body }, context)
    },
  }
}

function parseParams(schema: Optional, value: unknown): unknown {
  const result = schema?.safeParse(value)
  if (result?.error) throw new AppError('not_found', { what: 'object', id: Object.values(value ?? {}).join('/') })
  return result?.data
}
