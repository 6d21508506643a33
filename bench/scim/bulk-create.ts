import type { HttpAnswer } from '../harness/http-connection.ts'
import type { Operation } from '../harness/run-load.ts'
import type { Abilities } from './abilities.ts'
import { expectStatus, isObject } from './check-answer.ts'
import type { Population } from './population.ts'
import { userAt } from './user-at.ts'

const BULK_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'

// What one operation takes of the largest payload: a user and what is around it.
const BYTES_PER_CREATE = 1500

/** How many creates go into one Bulk request, up to `wanted`. */
export function bulkSize({ maxOperations, maxPayloadSize }: NonNullable<Abilities['bulk']>, wanted: number): number {
  return Math.max(1, Math.min(wanted, maxOperations, Math.floor(maxPayloadSize / BYTES_PER_CREATE)))
}

/** The next `count` users that are not yet there, in one Bulk request (RFC 7644 section 3.7). */
export function bulkCreate(population: Population, count: number): Operation {
  const first = population.nextUser
  population.nextUser += count
  const Operations = Array.from({ length: count }, (_, turn) => ({
    method: 'POST',
    path: '/Users',
    bulkId: `u${first + turn}`,
    data: userAt(first + turn),
  }))
  const check = (answer: HttpAnswer) => {
    const body = expectStatus(answer, 200)
    return typeof body === 'string' ? body : takeIds(body, { population, first, count })
  }
  return { method: 'POST', path: '/Bulk', body: JSON.stringify({ schemas: [BULK_SCHEMA], Operations }), check }
}

interface Wanted {
  readonly population: Population
  readonly first: number
  readonly count: number
}

/** Keeps the ids that the answers name, in whichever order they are, or says which of the users was not created. */
function takeIds({ Operations }: Record<string, unknown>, { population, first, count }: Wanted): string | undefined {
  const answers: unknown[] = Array.isArray(Operations) ? Operations : []
  if (answers.length !== count) return `there are ${answers.length} answers to ${count} operations`
  for (const answer of answers) {
    if (!isObject(answer) || String(answer.status) !== '201') return `not created: ${JSON.stringify(answer)}`
    const id = /\/Users\/([^/]+)$/.exec(String(answer.location))?.[1]
    const index = Number(String(answer.bulkId).slice(1))
    if (id && index >= first && index < first + count) population.ids[index] = decodeURIComponent(id)
  }
  for (let index = first; index < first + count; index += 1) {
    if (!population.ids[index]) return `no location for bulkId u${index}`
  }
  return undefined
}
