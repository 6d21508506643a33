import type { Queryable } from './database.ts'

// PostgreSQL looks at a new table only after a minute, and plans that were made for an empty table stay until then. A
// first sync would by then have read its own users thousands of times over.
const tables = [
  'users',
  'deleted_users',
  'groups',
  'memberships',
  'events',
  'streams',
  'feed',
  'feed_streams',
  'consumer_streams',
  'destinations',
  'destination_streams',
  'source_records',
  'source_references',
  'sync_run_sightings',
  'staged_removals',
  'people',
  'person_links',
  'person_keys',
  'person_manager_keys',
  'overlay_members',
  'overlay_unknown',
  'overlay_flips',
  'overlay_hand_members',
]

/**
 * Gathers the planner's statistics of the tables that have grown much since they were last gathered; the plans that
 * PostgreSQL keeps are made anew with them. Says which tables those were.
 */
export async function refreshStatistics(on: Queryable): Promise<string[]> {
  const grown = await on.query<{ name: string }>({
    name: 'grown-tables',
    text: `select coalesce(parent.relname, t.relname) as name
      from pg_stat_user_tables t
      left join pg_inherits i on i.inhrelid = t.relid
      left join pg_class parent on parent.oid = i.inhparent
      where t.schemaname = current_schema() and coalesce(parent.relname, t.relname) = any($1)
      group by 1
      having sum(t.n_mod_since_analyze) > 100 + sum(t.n_live_tup) / 2`,
    values: [tables],
  })
  for (const { name } of grown) await on.query({ text: `analyze ${name}` })
  return grown.map(({ name }) => name)
}

// From some pages on a bad plan is felt; with some hundred rows PostgreSQL knows what it needs.
const fewBytes = 65_536
const fewRows = 2000
const readBySync = ['users', 'deleted_users', 'groups', 'memberships', 'source_records', 'source_references']

/** The tables that making people and finding what they are in read and fill. */
export const readForPeople = [
  'people',
  'person_links',
  'person_keys',
  'person_manager_keys',
  'overlay_members',
  'overlay_unknown',
  'overlay_flips',
  'overlay_hand_members',
]

/**
 * Gathers the statistics of tables that a first sync, or another first filling, has just begun to fill. Without them PostgreSQL looks
 * up each name by reading the whole directory; with them at some thousand rows its plans stay right however much comes. Cheap, for the
 * tables are small.
 */
export async function gatherFirstStatistics(on: Queryable, tables: readonly string[] = readBySync): Promise<void> {
  const begun = await on.query<{ name: string }>({
    name: 'begun-tables',
    text: `select relname as name from pg_class
      where relnamespace = current_schema()::regnamespace and relname = any($1) and reltuples < $2
        and pg_relation_size(oid) > greatest($3, 2 * relpages::bigint * 8192)`,
    values: [tables, fewRows, fewBytes],
  })
  for (const { name } of begun) await on.query({ text: `analyze ${name}` })
}
