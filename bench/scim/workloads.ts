import type { HttpAnswer } from '../harness/http-connection.ts'
import type { Operation } from '../harness/run-load.ts'
import { expectList, expectStatus, expectUser } from './check-answer.ts'
import { type Population, userOfTurn } from './population.ts'
import { userAt, userNameAt } from './user-at.ts'

export type WorkloadName = 'get' | 'lookup' | 'patch' | 'put' | 'create' | 'create64' | 'create1'

/** One kind of traffic: what the next operation on a server is. */
export interface Workload {
  readonly name: WorkloadName
  readonly title: string
  readonly concurrency: number
  readonly next: (population: Population) => Operation
}

/** The schema of a PATCH request (RFC 7644 section 3.5.2). */
export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** In the order in which they run: reads and updates on the first users, then the creates that let the directory grow. */
export const WORKLOADS: readonly Workload[] = [
  { name: 'get', title: 'get by id', concurrency: 16, next: getUser },
  { name: 'lookup', title: 'lookup by userName, half misses', concurrency: 16, next: lookUpUser },
  { name: 'patch', title: 'PATCH active', concurrency: 16, next: patchUser },
  { name: 'put', title: 'PUT', concurrency: 16, next: putUser },
  { name: 'create', title: 'create', concurrency: 16, next: createUser },
  { name: 'create64', title: 'create', concurrency: 64, next: createUser },
  { name: 'create1', title: 'create', concurrency: 1, next: createUser },
]

/** The next user that is not yet there. */
export function createUser(population: Population): Operation {
  const index = population.nextUser++
  const user = userAt(index)
  const check = (answer: HttpAnswer) => {
    const body = expectStatus(answer, 201)
    if (typeof body === 'string') return body
    if (typeof body.id !== 'string' || body.id === '') return 'no id'
    if (body.userName !== user.userName) return `userName is not ${user.userName}`
    population.ids[index] = body.id
    return undefined
  }
  return { method: 'POST', path: '/Users', body: JSON.stringify(user), check }
}

/** A read by id. */
function getUser(population: Population): Operation {
  const index = userOfTurn(population.reads++, population.size)
  const id = population.ids[index] ?? ''
  return { method: 'GET', path: `/Users/${id}`, check: expectUser(id, { userName: userNameAt(index) }) }
}

/** Entra's question before it creates a user; every second one is about a user who is not there. */
function lookUpUser(population: Population): Operation {
  const turn = population.reads++
  const index = userOfTurn(turn, population.size)
  const found = turn % 2 === 0
  const userName = found ? userNameAt(index) : `nobody.${turn}@example.com`
  const filter = encodeURIComponent(`userName eq "${userName}"`)
  const check = expectList(found ? [population.ids[index] ?? ''] : [])
  return { method: 'GET', path: `/Users?filter=${filter}`, check }
}

/** Entra's way of disabling and enabling. Each pass over the users turns all of them over, so that every request changes something. */
function patchUser(population: Population): Operation {
  const turn = population.patches++
  const users = population.size
  const id = population.ids[userOfTurn(turn, users)] ?? ''
  const active = Math.floor(turn / users) % 2 === 1
  const Operations = [{ op: 'Replace', path: 'active', value: active }]
  const body = JSON.stringify({ schemas: [PATCH_SCHEMA], Operations })
  return { method: 'PATCH', path: `/Users/${id}`, body, check: expectUser(id, { active }) }
}

/** A whole user with another title than before. */
function putUser(population: Population): Operation {
  const turn = population.puts++
  const index = userOfTurn(turn, population.size)
  const id = population.ids[index] ?? ''
  const user = { ...userAt(index), title: `Title ${turn}` }
  return {
    method: 'PUT',
    path: `/Users/${id}`,
    body: JSON.stringify(user),
    check: expectUser(id, { title: user.title }),
  }
}
