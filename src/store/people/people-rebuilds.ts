import type { Queryable } from '../database.ts'
import { textArray } from '../text-array.ts'

/** How far the people of an organization are matched and merged anew. `cursor` is the last user that is done. */
export type PeopleRebuild = {
  readonly organizationId: string
  readonly reason: string
  readonly cursor: string | null
  readonly total: number | null
  readonly done: number
  readonly startedAt: Date
}

const columns = `organization_id as "organizationId", reason, cursor, total, done, started_at as "startedAt"`

/** Asks for everybody of an organization to be matched and merged anew, from the beginning also where that is under way. */
export async function requestRebuild(
  on: Queryable,
  { organizationId, reason }: { readonly organizationId: string; readonly reason: string },
  now: Date,
): Promise<void> {
  await on.query({
    text: `insert into people_rebuilds (organization_id, reason, total, started_at)
      select $1, $2, coalesce(sum(active_users + inactive_users), 0), $3 from directory_totals where organization_id = $1
      on conflict (organization_id) do update
        set reason = excluded.reason, cursor = null, total = excluded.total, done = 0, started_at = excluded.started_at`,
    values: [organizationId, reason, now],
  })
}

/** What is to be matched and merged anew, the longest asked for first. Of organizations that are not being deleted; `without` some. */
export async function listRebuilds(
  on: Queryable,
  { limit, without = [] }: { readonly limit: number; readonly without?: readonly string[] },
): Promise<PeopleRebuild[]> {
  return on.query<PeopleRebuild>({
    name: 'list-people-rebuilds',
    text: `select ${columns} from people_rebuilds r
      where exists (select from organizations o where o.id = r.organization_id and o.deleted_at is null)
        and organization_id <> all($2)
      order by started_at limit $1`,
    values: [limit, textArray(without)],
  })
}

/** How far an organization's is; null when none is asked for. */
export async function findRebuild(on: Queryable, organizationId: string): Promise<PeopleRebuild | null> {
  const [row] = await on.query<PeopleRebuild>({
    name: 'find-people-rebuild',
    text: `select ${columns} from people_rebuilds where organization_id = $1`,
    values: [organizationId],
  })
  return row ?? null
}

/** Notes that a page is done, unless it was asked for anew meanwhile; null ends it. */
export async function moveRebuild(
  on: Queryable,
  rebuild: Pick<PeopleRebuild, 'organizationId' | 'startedAt' | 'cursor'>,
  page: { readonly cursor: string; readonly users: number } | null,
): Promise<void> {
  const { organizationId, startedAt, cursor } = rebuild
  const same = 'organization_id = $1 and started_at = $2 and cursor is not distinct from $3'
  if (page === null) {
    await on.query({
      text: `delete from people_rebuilds where ${same}`,
      values: [organizationId, startedAt, cursor],
    })
    return
  }
  await on.query({
    text: `update people_rebuilds set cursor = $4, done = done + $5 where ${same}`,
    values: [organizationId, startedAt, cursor, page.cursor, page.users],
  })
}

/** Begins anew what follows the log under this name, and asks for everybody of every organization: it has missed events. */
export async function restartPeople(on: Queryable, consumer: string, now: Date): Promise<void> {
  await on.query({
    text: `with streams as (delete from consumer_streams where consumer = $1),
        places as (delete from consumers where name = $1)
      insert into people_rebuilds (organization_id, reason, started_at)
      select id, 'missed events', $2 from organizations where deleted_at is null
      on conflict (organization_id) do update
        set reason = excluded.reason, cursor = null, total = null, done = 0, started_at = excluded.started_at`,
    values: [consumer, now],
  })
}
