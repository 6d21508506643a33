import { z } from 'zod'
import type { Graph } from './graph-client.ts'
import { GraphObject, type GraphReference, isUserOrGroup, ReferencePage } from './graph-objects.ts'

const batchSize = 20

const BatchAnswer = z.object({
  responses: z.array(z.object({ id: z.string(), status: z.number(), body: z.unknown().optional() })),
})

/** The path of a whole user with its manager, or of a group. */
function pathOf({ selected }: Graph, kind: 'users' | 'groups', id: string): string {
  const expand = kind === 'users' ? '&$expand=manager($select=id)' : ''
  return `/${kind}/${encodeURIComponent(id)}?$select=${selected[kind].join(',')}${expand}`
}

/**
 * Reads users or groups whole, 20 in a batch. Who is not found is missing in the result: just made, or gone already; its
 * change is told again. What a batch does not answer well is asked for alone, so that waits and refusals are handled as usual.
 */
export async function fetchObjects(
  graph: Graph,
  { kind, ids }: { readonly kind: 'users' | 'groups'; readonly ids: readonly string[] },
  signal: AbortSignal,
): Promise<Map<string, GraphObject>> {
  const found = new Map<string, GraphObject>()
  for (let start = 0; start < ids.length; start += batchSize) {
    const asked = ids.slice(start, start + batchSize)
    const requests = asked.map((id, index) => ({ id: String(index), method: 'GET', url: pathOf(graph, kind, id) }))
    const { body } = await graph.http.send({
      method: 'POST',
      path: '/v1.0/$batch',
      body: { requests },
      isRead: true,
      schema: BatchAnswer,
      signal,
    })
    const answers = new Map(body?.responses.map((answer) => [answer.id, answer]))
    for (const [index, id] of asked.entries()) {
      const answer = answers.get(String(index))
      const object = answer?.status === 200 ? GraphObject.safeParse(answer.body).data : undefined
      const read = object ?? (answer?.status === 404 ? null : await fetchOne(graph, pathOf(graph, kind, id), signal))
      if (read) found.set(id, read)
    }
  }
  return found
}

async function fetchOne({ http }: Graph, path: string, signal: AbortSignal): Promise<GraphObject | null> {
  const { body } = await http.send({ path: `/v1.0${path}`, schema: GraphObject, accept: [404], signal })
  return body
}

/** The groups that a user is a direct member of, or the direct members of a group, in pages. */
export async function* fetchReferences(
  { http }: Graph,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<readonly GraphReference[], void> {
  const first = { path: `/v1.0/${path}`, query: { $select: 'id', $top: 999 }, schema: ReferencePage, signal }
  for await (const { body } of http.pages(first, (answer) => answer.body?.['@odata.nextLink'] ?? null)) {
    yield body.value.filter(isUserOrGroup)
  }
}
