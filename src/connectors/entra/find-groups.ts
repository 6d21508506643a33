import type { SourceGroup } from '../../model/source-record.ts'
import type { Graph } from './graph-client.ts'
import { GraphPage } from './graph-objects.ts'
import { toSourceGroup } from './to-source.ts'

/** Finds a few groups by the beginning of their name; any for an empty text. */
export async function findGroups(
  { http, selected }: Graph,
  { text, limit }: { readonly text: string; readonly limit: number },
  signal: AbortSignal,
): Promise<readonly SourceGroup[]> {
  const wanted = text.trim().replaceAll("'", "''")
  const query = {
    $select: selected.groups.join(','),
    $top: Math.min(limit, 100),
    $filter: wanted === '' ? undefined : `startswith(displayName,'${wanted}')`,
  }
  const { body } = await http.send({ path: '/v1.0/groups', query, schema: GraphPage, signal })
  return (body?.value ?? []).slice(0, limit).map((group) => toSourceGroup(group, selected.groups))
}
