import { isJsonObject, type Json } from '../model/json.ts'
import type { GoogleCall } from '../sandbox/google/google-sandbox.ts'
import type { DemoFeed } from './demo-feed.ts'
import type { SendJson } from './json-http.ts'

/** Whose requests are recorded. */
export type RecordedDirectory = { readonly id: string; readonly endpoint: string }

/** Sends requests and tells of each that was answered: what a provider asks of Muster. */
export function recordRequests(send: SendJson, feed: DemoFeed, { id, endpoint }: RecordedDirectory): SendJson {
  return async (request) => {
    const begun = performance.now()
    const answer = await send(request)
    feed.add('demo_request', {
      direction: 'in',
      directory_id: id,
      method: request.method,
      path: readable(request.url.slice(endpoint.length)),
      status: answer.status,
      duration_ms: Math.round(performance.now() - begun),
      request_id: answer.requestId ?? null,
      happening_id: feed.happening.get(id) ?? null,
      source_ids: [],
      body: withoutPassword(request.body ?? null),
    })
    return answer
  }
}

/** Tells of what Muster asks of the Google Workspace that it reads. */
export function recordCalls(feed: DemoFeed): (call: GoogleCall) => void {
  return ({ method, path, status, userIds, durationMs }) => {
    feed.add('demo_request', {
      direction: 'out',
      directory_id: null,
      method,
      path: readable(path),
      status,
      duration_ms: Math.round(durationMs),
      request_id: null,
      happening_id: null,
      source_ids: [...userIds],
      body: null,
    })
  }
}

/** A path as people read it, with its filter in plain letters. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function withoutPassword(body: Json): Json {
  return isJsonObject(body) && 'password' in body ? { ...body, password: '…' } : body
}
