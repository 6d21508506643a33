import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { ApiClient, ApiObject } from './api-client.ts'
import { TryAgain, type Wait, withPatience } from './with-patience.ts'

const ImportResult = z.object({
  id: z.string().nullable(),
  result: z.enum(['created', 'updated', 'unchanged', 'skipped', 'refused']),
  message: z.string().nullable(),
})
/** What the server made of one thing. */
export type ImportResult = z.output<typeof ImportResult>
const Results = z.object({ data: ImportResult.array() })

// Below the 1 MB that a body may have.
const bytesAtOnce = 500_000
const thingsAtOnce = 100

/** Sends one call of things to be imported, under the name that the body gives them. Waits where the server has too much to do. */
export function sendImport(
  api: ApiClient,
  { path, name, things }: { readonly path: string; readonly name: string; readonly things: readonly ApiObject[] },
  wait?: Wait,
): Promise<readonly ImportResult[]> {
  return withPatience(async () => {
    const answer = await api.post(path, { [name]: things }).catch((error: unknown) => {
      throw isPassing(error) ? new TryAgain(error, null) : error
    })
    return Results.parse(answer).data
  }, wait)
}

/** Things that are to be imported, in as many calls as they need. */
export async function* inCalls(things: AsyncIterable<ApiObject>): AsyncIterable<readonly ApiObject[]> {
  let call: ApiObject[] = []
  let bytes = 0
  for await (const thing of things) {
    const size = Buffer.byteLength(JSON.stringify(thing))
    if (call.length === thingsAtOnce || (call.length > 0 && bytes + size > bytesAtOnce)) {
      yield call
      call = []
      bytes = 0
    }
    call.push(thing)
    bytes += size
  }
  if (call.length > 0) yield call
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  if (error.code === 'server_unreachable' || error.code === 'server_too_slow') return true
  return error.code === 'api_call_refused' && [429, 502, 503, 504].includes(Number(error.data.status))
}
