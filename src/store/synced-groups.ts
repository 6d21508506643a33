import { caseKey } from '../model/user.ts'
import type { Queryable } from './database.ts'
import { textArray } from './text-array.ts'

type Scope = { readonly organizationId: string; readonly directoryId: string }

/** A group that was read from a source: as the source calls it, and how many members it has here. */
export type SyncedGroup = { readonly sourceId: string; readonly name: string; readonly members: number }

type Row = { readonly source_id: string; readonly name: string; readonly members: number }

const columns = 'coalesce(external_id, idp_id) as source_id, display_name as name, member_count as members'

/** The groups of a directory that have these ids at the source, by name. */
export async function findGroupsBySourceIds(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  sourceIds: readonly string[],
): Promise<SyncedGroup[]> {
  if (sourceIds.length === 0) return []
  const rows = await on.query<Row>({
    text: `select g.* from unnest($3::text[]) as given (id)
      cross join lateral (select ${columns} from groups
        where organization_id = $1 and directory_id = $2 and external_id = given.id limit 1) g order by g.name`,
    values: [organizationId, directoryId, textArray(sourceIds)],
  })
  return rows.map(toGroup)
}

// How many of the last groups of a directory are looked through for a part of a name.
const searchedGroups = 20_000

/** Groups of a directory by a part of their name; looks through the last 20,000 of them. */
export async function searchSyncedGroups(
  on: Queryable,
  { organizationId, directoryId }: Scope,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<SyncedGroup[]> {
  const rows = await on.query<Row>({
    text: `select ${columns} from (select * from groups where organization_id = $1 and directory_id = $2
        order by position desc limit ${searchedGroups}) g
      where strpos(display_name_key, $3) > 0 order by display_name_key limit $4`,
    values: [organizationId, directoryId, caseKey(text), limit],
  })
  return rows.map(toGroup)
}

function toGroup({ source_id: sourceId, name, members }: Row): SyncedGroup {
  return { sourceId, name, members }
}
