import { SourceError } from '../source-error.ts'
import type { Graph } from './graph-client.ts'
import { type GraphObject, GraphPage } from './graph-objects.ts'

/** A page of a feed: the link of the next one, or of the next round. */
export type DeltaPage = {
  readonly objects: readonly GraphObject[]
  readonly next: string | null
  readonly deltaLink: string | null
}

type Feed = { readonly feed: 'users' | 'groups'; readonly link: string | null }

/**
 * Reads a feed from a link, or from its beginning, through pages that are empty. It ends with the link of the next round; an
 * end without one is no end.
 */
export async function* readDelta(
  { http, selected }: Graph,
  { feed, link }: Feed,
  signal: AbortSignal,
): AsyncGenerator<DeltaPage, void> {
  const relation = feed === 'users' ? 'manager' : 'members'
  const select = [...selected[feed], relation].join(',')
  const first = {
    ...(link === null ? { path: `/v1.0/${feed}/delta`, query: { $select: select } } : { path: link }),
    schema: GraphPage,
    signal,
  }
  for await (const { body, next } of http.pages(first, (answer) => answer.body?.['@odata.nextLink'] ?? null)) {
    const deltaLink = body['@odata.deltaLink'] ?? null
    if (next === null && deltaLink === null) {
      throw new SourceError(
        'listing_incomplete',
        `The list of ${feed} that Microsoft Graph gave has no end. Run it again; nobody is removed.`,
      )
    }
    yield { objects: body.value, next, deltaLink }
  }
}
