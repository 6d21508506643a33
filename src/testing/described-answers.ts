import assert from 'node:assert/strict'
import type { z } from 'zod'
import { answerSchema } from '../api/objects/answer-schemas.ts'
import { ErrorBody } from '../api/objects/error.ts'
import { errorAnswers } from '../api/openapi/error-answers.ts'
import type { RouteDescription } from '../api/route.ts'
import { describedRoutes } from '../api/routes.ts'

/** An answer that a route gave. */
export type GivenAnswer = {
  readonly method: string
  readonly url: string
  readonly status: number
  readonly body: unknown
}

/**
 * Fails when an answer is not what its route says that it is; what nobody says of it, a field more, counts too. What is
 * no route is not looked at.
 */
export function expectDescribed({ method, url, status, body }: GivenAnswer): void {
  const route = findRoute(method, url)
  if (!route) return
  if (status >= 400) {
    assert.ok(status === 500 || status in errorAnswers(route), `${method} ${url}: ${status} is not described`)
    expectExactly(ErrorBody, body, `${method} ${url}`)
    return
  }
  assert.equal(status, route.status ?? 200, `${method} ${url}: the status`)
  if (route.answer === undefined) assert.equal(body, '', `${method} ${url}: the body`)
  else if (!route.answer.startsWith('stream of ')) expectExactly(answerSchema(route.answer), body, `${method} ${url}`)
}

/** Fails when a value is not of a schema, or has a field that the schema does not have. */
export function expectExactly(schema: z.ZodType, value: unknown, of: string): void {
  const parsed = schema.safeParse(value)
  assert.ok(parsed.success, `${of} is not as described: ${parsed.error?.message} of ${JSON.stringify(value)}`)
  assert.deepEqual(value, parsed.data, `${of} has fields that are not described`)
}

/** Of the routes that match, the one with the fewest placeholders, as the router takes it. */
function findRoute(method: string, url: string): RouteDescription | undefined {
  const path = url.split('?', 1)[0] ?? ''
  const placeholders = (route: RouteDescription) => route.path.split(':').length
  return describedRoutes
    .filter((route) => route.method === method && toPattern(route.path).test(path))
    .toSorted((one, other) => placeholders(one) - placeholders(other))[0]
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`)
}
