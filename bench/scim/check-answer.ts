import type { HttpAnswer } from '../harness/http-connection.ts'

/** The parsed body of an answer with the expected status, or the text of what is wrong. */
export function expectStatus(answer: HttpAnswer, status: number): Record<string, unknown> | string {
  if (answer.status !== status) return `status is not ${status}`
  try {
    const body: unknown = JSON.parse(answer.body)
    return isObject(body) ? body : 'the body is not an object'
  } catch {
    return 'the body is not JSON'
  }
}

/** A check: one user of this id, with these attributes. */
export function expectUser(id: string, expected: Record<string, unknown>) {
  return (answer: HttpAnswer) => {
    const body = expectStatus(answer, 200)
    if (typeof body === 'string') return body
    if (body.id !== id) return `id is not ${id}`
    const wrong = Object.entries(expected).find(([attribute, value]) => body[attribute] !== value)
    return wrong && `${wrong[0]} is not ${wrong[1]}`
  }
}

/** A check: a list of exactly these resources in this order, of `totalResults` in all. */
export function expectList(ids: readonly string[], totalResults = ids.length) {
  return (answer: HttpAnswer) => {
    const body = expectStatus(answer, 200)
    if (typeof body === 'string') return body
    if (body.totalResults !== totalResults) return `totalResults is not ${totalResults}`
    const found = resourceIds(body)
    if (found.length !== ids.length) return `there are not ${ids.length} resources`
    const wrong = ids.findIndex((id, position) => found[position] !== id)
    return wrong < 0 ? undefined : `resource ${wrong + 1} is not ${ids[wrong]}`
  }
}

/** The ids of the resources of a list. RFC 7644 section 3.4.2 lets a server leave out "Resources" when there are none. */
export function resourceIds({ Resources }: Record<string, unknown>): unknown[] {
  const resources: unknown[] = Array.isArray(Resources) ? Resources : []
  return resources.map((resource) => (isObject(resource) ? resource.id : undefined))
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
