import type { SourceUser } from '../../model/source-record.ts'
import type { Graph } from './graph-client.ts'
import { GraphPage } from './graph-objects.ts'
import { isGuest, toSourceUser } from './to-source.ts'

const searched = ['displayName', 'givenName', 'surname', 'userPrincipalName', 'mail']

/** Finds a few users by the beginning of a name, login or address; anybody for an empty text. */
export async function findUsers(
  { http, selected, settings, clock }: Graph,
  { text, limit }: { readonly text: string; readonly limit: number },
  signal: AbortSignal,
): Promise<readonly SourceUser[]> {
  const quoted = `'${text.trim().replaceAll("'", "''")}'`
  const query = {
    $select: selected.users.join(','),
    $expand: 'manager($select=id)',
    // Some will be guests; with $expand a page has 100 at the most.
    $top: Math.min(limit * 2, 100),
    $filter: quoted === "''" ? undefined : searched.map((name) => `startswith(${name},${quoted})`).join(' or '),
  }
  const { body } = await http.send({ path: '/v1.0/users', query, schema: GraphPage, signal })
  const users = body?.value.filter((user) => settings.include_guests || !isGuest(user)) ?? []
  const read = users.map((user) => ({ user, manager: user.manager?.id ?? null }))
  return read.slice(0, limit).map((one) => toSourceUser(one, selected.users, clock.now()))
}
