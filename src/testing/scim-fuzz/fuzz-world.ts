import assert from 'node:assert/strict'
import { createTestApi } from '../api-app.ts'
import { createScimClient, type ScimAnswer, type ScimClient } from '../scim-client.ts'
import type { FuzzCase } from './fuzz-case.ts'

const dialects = ['generic scim v2.0', 'strict scim v2.0', 'azure scim v2.0']
const directoryTypes = [...dialects, ...dialects, ...dialects]
const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const searchUrn = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'
const slowestMs = 1_000

type Resource = Record<string, unknown> & { readonly id: string }

/** A method and a path. */
type Target = readonly [string, string]

/** Directories of several dialects, each with a user and a group, on which cases are tried. */
export type FuzzWorld = AsyncDisposable & {
  /** How many cases are tried at the same time, each in a directory of its own. */
  readonly casesAtOnce: number
  /** Tries cases; throws what must never be: an answer of 500, one that takes long, a refusal that changed something. */
  run(cases: readonly FuzzCase[]): Promise<void>
}

/** Opens a world with a database of its own. */
export async function openFuzzWorld(): Promise<FuzzWorld> {
  const api = await createTestApi()
  const clients = await Promise.all(directoryTypes.map((type) => createScimClient(api, type)))
  const targets = await Promise.all(clients.map(makeTargets))
  const known = new Map<string, Resource>()
  return {
    casesAtOnce: clients.length,
    async run(cases) {
      const tries = clients.map(async (client, index) => {
        const [fuzzCase, paths] = [cases[index], targets[index]]
        if (fuzzCase && paths) await tryCase(client, { path: paths[fuzzCase.type.name], known }, fuzzCase)
      })
      const failed = (await Promise.allSettled(tries)).find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
    },
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  }
}

type Targets = { readonly User: string; readonly Group: string }

async function makeTargets(client: ScimClient): Promise<Targets> {
  const core = 'urn:ietf:params:scim:schemas:core:2.0'
  const user = await client.send('POST', '/Users', { body: { schemas: [`${core}:User`], userName: 'target' } })
  const group = await client.send('POST', '/Groups', { body: { schemas: [`${core}:Group`], displayName: 'Target' } })
  return { User: `/Users/${user.body.id}`, Group: `/Groups/${group.body.id}` }
}

/** What is tried on, and the resources as they were last read: nobody else changes them. */
type Tried = { readonly path: string; readonly known: Map<string, Resource> }

async function tryCase(client: ScimClient, { path, known }: Tried, fuzzCase: FuzzCase): Promise<void> {
  const { endpoint } = fuzzCase.type
  if (fuzzCase.kind === 'filter') return trySearch(client, endpoint, fuzzCase)
  if (fuzzCase.kind === 'create') return tryCreate(client, endpoint, fuzzCase.body)
  const before = known.get(path) ?? (await read(client, path))
  known.delete(path)
  const answer =
    fuzzCase.kind === 'patch'
      ? await send(client, ['PATCH', path], { schemas: [patchUrn], Operations: fuzzCase.operations })
      : await send(client, ['PUT', path], fuzzCase.body)
  const after = await read(client, path)
  if (answer.status >= 400) assert.deepEqual(after, before, 'A request that was refused changed something')
  known.set(path, answer.status >= 400 ? after : await restore(client, path, { before, after }))
}

type Search = Extract<FuzzCase, { readonly kind: 'filter' }>

async function trySearch(client: ScimClient, endpoint: string, { filter, bySearch }: Search): Promise<void> {
  const answer = bySearch
    ? await send(client, ['POST', `${endpoint}/.search`], { schemas: [searchUrn], filter, count: 2 })
    : await send(client, ['GET', `${endpoint}?count=2&filter=${encodeURIComponent(filter.toWellFormed())}`])
  if (answer.status === 200) assert.ok(answer.body.totalResults >= answer.body.itemsPerPage)
  else assert.equal(answer.status, 400)
}

async function tryCreate(client: ScimClient, endpoint: string, body: object): Promise<void> {
  const answer = await send(client, ['POST', endpoint], body)
  if (answer.status !== 201) return
  const path = `${endpoint}/${answer.body.id}`
  assert.deepEqual(await read(client, path), answer.body)
  assert.equal((await send(client, ['DELETE', path])).status, 204)
  assert.equal((await send(client, ['GET', path])).status, 404)
}

/** What one PATCH did, another undoes: all but the version and the time of the change are as before. */
async function restore(client: ScimClient, path: string, { before, after }: { before: Resource; after: Resource }) {
  const Operations = inverseOf(before, after)
  if (Operations.length === 0) return after
  const undone = await send(client, ['PATCH', path], { schemas: [patchUrn], Operations })
  assert.ok(undone.status < 300, `The inverse was refused: ${JSON.stringify([Operations, undone.body])}`)
  const restored = await read(client, path)
  assert.deepEqual(withoutMeta(restored), withoutMeta(before), 'The inverse did not restore')
  return restored
}

function inverseOf(before: Resource, after: Resource): object[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = keys.filter((key) => !['schemas', 'meta', 'groups'].includes(key) && differ(before[key], after[key]))
  return changed.flatMap((key) => {
    const remove = after[key] === undefined ? [] : [{ op: 'remove', path: key }]
    const add = before[key] === undefined ? [] : [{ op: 'add', path: key, value: before[key] }]
    return isRequired(key) || typeof before[key] !== 'object' ? replacement(key, before[key]) : [...remove, ...add]
  })
}

function replacement(key: string, value: unknown): object[] {
  return value === undefined ? [{ op: 'remove', path: key }] : [{ op: 'replace', path: key, value }]
}

function isRequired(key: string): boolean {
  return key === 'userName' || key === 'displayName'
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other)
}

function withoutMeta({ meta: _, ...resource }: Resource): object {
  return resource
}

async function read(client: ScimClient, path: string): Promise<Resource> {
  const { status, body } = await send(client, ['GET', path])
  assert.equal(status, 200)
  return body
}

async function send(client: ScimClient, target: Target, body?: unknown): Promise<ScimAnswer> {
  const { answer, tookMs } = await timed(client, target, body)
  assert.ok(answer.status < 500, `${target.join(' ')} was answered with ${answer.status}: ${JSON.stringify(body)}`)
  if (tookMs > slowestMs) await checkIsQuick(client, target, body)
  return answer
}

/** A machine that does other things too is slow now and then; what is slow every time is so by itself. */
async function checkIsQuick(client: ScimClient, target: Target, body: unknown): Promise<void> {
  const times: number[] = []
  for (let attempt = 0; attempt < 3; attempt += 1) times.push((await timed(client, target, body)).tookMs)
  assert.ok(
    Math.min(...times) < slowestMs,
    `${target.join(' ')} takes ${Math.min(...times)} ms: ${JSON.stringify(body)}`,
  )
}

async function timed(client: ScimClient, [method, path]: Target, body: unknown) {
  const begun = performance.now()
  const answer = await client.send(method, path, body === undefined ? {} : { body })
  return { answer, tookMs: performance.now() - begun }
}
