import { isJsonObject, type JsonObject } from '../../model/json.ts'
import { type GraphAnswer, type GraphRequest, graphError } from './graph-answer.ts'

type Answer = (request: GraphRequest) => Promise<GraphAnswer | 'reset'>

/** Answers up to 20 requests at once: with 200 even where some fail, and not in their order (Graph's page "JSON batching"). */
export async function answerBatch({ url, headers, body }: GraphRequest, answer: Answer): Promise<GraphAnswer> {
  const requests = Array.isArray(body.requests) ? body.requests.filter(isJsonObject) : []
  if (requests.length === 0 || requests.length > 20) {
    return graphError(400, 'BadRequest', 'Number of batch requests must be between 1 and 20.')
  }
  const responses = requests.map(async (one): Promise<JsonObject> => {
    const given = await answer({ method: String(one.method), url: new URL(`/v1.0${one.url}`, url), headers, body: {} })
    if (given === 'reset') return { id: one.id, status: 504 }
    return { id: one.id, status: given.status, headers: { ...given.headers }, body: given.body }
  })
  return { status: 200, body: { responses: (await Promise.all(responses)).reverse() } }
}
