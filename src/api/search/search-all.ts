import { type Caller, isAllowed, type Permission } from '../../model/api-key.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Database, Queryable } from '../../store/database.ts'
import {
  type Found,
  type FoundKind,
  findById,
  findDestinationsByName,
  findDirectoriesByName,
  findGroupsByName,
  findOrganizationsByName,
  findPersonsByText,
  findUsersByText,
  type NameSearch,
} from '../../store/find-names.ts'
import { apiStates } from '../directory-object.ts'

/** What is told apart in results; a sink is kept where webhook endpoints are. */
type Kind = FoundKind | 'sink'

const neededFor: Readonly<Record<Kind, Permission>> = {
  organization: 'organizations:read',
  directory: 'directories:read',
  person: 'people:read',
  directory_user: 'directory_users:read',
  directory_group: 'directory_groups:read',
  sync_run: 'sync_runs:read',
  event: 'events:read',
  webhook_endpoint: 'webhook_endpoints:read',
  sink: 'sinks:read',
}

// The longest first: `directory_user_…` begins like `directory_…`.
const prefixes: readonly (readonly [prefix: string, kind: FoundKind])[] = [
  ['directory_user_', 'directory_user'],
  ['directory_group_', 'directory_group'],
  ['directory_', 'directory'],
  ['person_', 'person'],
  ['sync_run_', 'sync_run'],
  ['event_', 'event'],
  ['org_', 'organization'],
  ['we_', 'webhook_endpoint'],
  ['sink_', 'webhook_endpoint'],
]

const byName: readonly (readonly [kind: FoundKind, find: (on: Database, search: NameSearch) => Promise<Found[]>])[] = [
  ['organization', findOrganizationsByName],
  ['directory', findDirectoriesByName],
  ['person', findPersonsByText],
  ['directory_user', findUsersByText],
  ['directory_group', findGroupsByName],
  ['webhook_endpoint', findDestinationsByName],
]

/** Finds whatever the text means among what the caller may see. An id of ours is looked up as such, and nothing else is searched. */
export async function searchAll(
  { database }: { readonly database: Database },
  { organizationId, scopes }: Caller,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<JsonObject[]> {
  const mayKnow = (kind: Kind) => isAllowed(scopes, neededFor[kind])
  const exact = await findExact(database, { organizationId, id: text }, mayKnow)
  if (exact) return [exact]
  const found = await Promise.all(
    byName.map(async ([kind, find]) => {
      const isKnown = mayKnow(kind) || (kind === 'webhook_endpoint' && mayKnow('sink'))
      const results = isKnown ? await find(database, { organizationId, text, limit }) : []
      return results.map((one) => toResult(kind, one)).filter(({ kind }) => mayKnow(kind))
    }),
  )
  return found.flat()
}

/** The one object that has this id. */
async function findExact(
  on: Queryable,
  { organizationId, id }: { readonly organizationId: string | null; readonly id: string },
  mayKnow: (kind: Kind) => boolean,
): Promise<JsonObject | null> {
  const kind = /^[\w-]{1,128}$/.test(id) ? prefixes.find(([prefix]) => id.startsWith(prefix))?.[1] : undefined
  const found = kind && (await findById(on, kind, { organizationId, id }))
  const result = found ? toResult(kind, found) : null
  return result && mayKnow(result.kind) ? result : null
}

function toResult(kind: FoundKind, { id, name, detail, organizationId, directoryId, state }: Found) {
  const isSink = kind === 'webhook_endpoint' && !id.startsWith('we_')
  return {
    object: 'search_result',
    kind: isSink ? ('sink' as const) : kind,
    id,
    name,
    detail,
    organization_id: organizationId,
    directory_id: directoryId,
    state: kind === 'directory' && state !== null ? (apiStates[state as keyof typeof apiStates] ?? state) : state,
  }
}
