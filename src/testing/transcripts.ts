import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { ScimAnswer, ScimClient } from './scim-client.ts'

const Request = z.strictObject({
  method: z.string(),
  path: z.string(),
  request: z.unknown().optional(),
  headers: z.record(z.string(), z.string().nullable()).optional(),
})

const Answered = z.strictObject({
  status: z.number(),
  response: z.unknown().optional(),
  responseHeaders: z.record(z.string(), z.string()).optional(),
})

/**
 * What an identity provider sends, and what it must get. `given` comes before and must succeed; `as` keeps the id of what
 * it made for `{{name}}` later. `response` names what the answer must have (null: must not have); an array is compared
 * whole. `state` says the same of resources read afterwards, by path; a number is the status of a path that is gone.
 */
export const Transcript = z.strictObject({
  name: z.string(),
  given: z.array(Request.extend({ as: z.string().optional() })).default([]),
  ...Request.shape,
  ...Answered.shape,
  state: z.record(z.string(), z.unknown()).default({}),
})
export type Transcript = z.infer<typeof Transcript>

/** Reads the transcripts of a folder, in the order of their names. */
export async function readTranscripts(folder: string): Promise<Transcript[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()
  return Promise.all(
    files.map(async (file) => Transcript.parse(JSON.parse(await readFile(`${folder}/${file}`, 'utf8')))),
  )
}

/** What to put behind the query of every request: a flag that a provider's administrator writes behind the base URL. */
export type Playing = { readonly flag?: string }

/** Plays a transcript against a directory and compares what comes back. */
export async function playTranscript(transcript: Transcript, client: ScimClient, playing: Playing = {}): Promise<void> {
  const names = new Map([['token', client.token]])
  for (const step of transcript.given) {
    const answer = await send(flagged(fill(step, names), playing), client)
    assert.ok(
      answer.status < 300,
      `${step.method} ${step.path} was answered ${answer.status} ${JSON.stringify(answer.body)}`,
    )
    if (step.as) names.set(step.as, answer.body.id)
  }
  const { status, response, responseHeaders, state, ...request } = fill(transcript, names)
  const answer = await send(flagged(request, playing), client)
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  assert.equal(answer.headers['content-type'], 'application/scim+json')
  if (response !== undefined) assertHas(answer.body, response, 'response')
  for (const [name, value] of Object.entries(responseHeaders ?? {}))
    assert.match(String(answer.headers[name]), new RegExp(value), name)
  for (const [path, wanted] of Object.entries(state)) await assertState(client, path, wanted)
}

type Sent = {
  readonly method: string
  readonly path: string
  readonly request?: unknown
  readonly headers?: Record<string, string | null>
}

function flagged(request: Sent, { flag }: Playing): Sent {
  if (flag === undefined) return request
  return { ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}${flag}` }
}

function send({ method, path, request, headers }: Sent, client: ScimClient): Promise<ScimAnswer> {
  return client.send(method, path, {
    ...(request === undefined ? {} : { body: request }),
    ...(headers ? { headers } : {}),
  })
}

async function assertState(client: ScimClient, path: string, wanted: unknown): Promise<void> {
  const { status, body } = await client.send('GET', path)
  if (typeof wanted === 'number') assert.equal(status, wanted, path)
  else assertHas(body, wanted, path)
}

/** Asserts that `found` has everything that `wanted` has; null in `wanted` asserts that there is nothing. */
function assertHas(found: unknown, wanted: unknown, path: string): void {
  if (wanted === null || typeof wanted !== 'object') {
    assert.equal(found ?? null, wanted, path)
    return
  }
  assert.ok(typeof found === 'object' && found !== null, `${path} is not there`)
  if (Array.isArray(wanted))
    assert.equal((found as unknown[]).length, wanted.length, `${path} has ${JSON.stringify(found)}`)
  const values = found as Record<string, unknown>
  for (const [key, value] of Object.entries(wanted)) assertHas(values[key], value, `${path}.${key}`)
}

function fill<T>(value: T, names: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(value).replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const known = names.get(name)
    assert.ok(known, `Nothing was kept as "${name}"`)
    return known
  })
  return JSON.parse(text)
}
