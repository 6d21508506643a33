import type { SourceKind } from '../model/source-record.ts'
import type { Queryable } from './database.ts'
import { isOpen } from './staged-removals.ts'

type Run = { readonly organizationId: string; readonly directoryId: string; readonly runId: string }

const seenRecords = `seen as materialized (
    select unnest(numbers) as number from sync_run_sightings
    where organization_id = $1 and run_id = $3 and group_id = ''
  )`

/** A user or group that a full run has not seen. */
export type AbsentRecord = { readonly kind: SourceKind; readonly objectId: string }

/** Users and groups that a full run has not seen and that are not staged yet, some at a time. In a transaction. */
export async function findAbsentRecords(on: Queryable, run: Run, limit: number): Promise<AbsentRecord[]> {
  const rows = await setBased<{ kind: SourceKind; object_id: string }>(on, {
    text: `with ${seenRecords}
      select r.kind, r.object_id from source_records r
      where r.organization_id = $1 and r.directory_id = $2 and r.object_id is not null
        and not exists (select from seen where seen.number = r.number)
        and not exists (select from staged_removals s where s.organization_id = $1 and s.directory_id = $2
          and s.kind = r.kind and s.object_id = r.object_id and s.detail = '' and s.${isOpen})
      limit $4`,
    values: [run.organizationId, run.directoryId, run.runId, limit],
  })
  return rows.map(({ kind, object_id }) => ({ kind, objectId: object_id }))
}

/** Forgets records that a full run has not seen and that are nobody here, and does not try them again. In a transaction. */
export async function forgetAbsentRecords(on: Queryable, run: Run): Promise<void> {
  await setBased(on, {
    text: `with ${seenRecords}, forgotten as (
        delete from source_records r where r.organization_id = $1 and r.directory_id = $2 and r.object_id is null
          and not exists (select from seen where seen.number = r.number) returning r.kind, r.source_id
      )
      delete from sync_problems p using forgotten f
      where p.organization_id = $1 and p.directory_id = $2 and p.kind = f.kind and p.source_id = f.source_id`,
    values: [run.organizationId, run.directoryId, run.runId],
  })
}

/** Groups of which a full run has not seen as many members as they have, some at a time by id. */
export async function findChangedGroups(
  on: Queryable,
  run: Run,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await on.query<{ id: string }>({
    text: `with seen as materialized (
        select group_id, sum(cardinality(numbers)) as count from sync_run_sightings
        where organization_id = $1 and run_id = $3 and group_id <> '' group by group_id
      )
      select g.id from groups g left join seen on seen.group_id = g.id
      where g.organization_id = $1 and g.directory_id = $2 and g.id > $4 and g.member_count > 0
        and g.member_count <> coalesce(seen.count, 0)
        and not exists (select from staged_removals s where s.organization_id = $1 and s.directory_id = $2
          and s.kind = 'group' and s.object_id = g.id and s.${isOpen})
      order by g.id limit $5`,
    values: [run.organizationId, run.directoryId, run.runId, after, limit],
  })
  return rows.map(({ id }) => id)
}

export type AbsentMembership = { readonly groupId: string; readonly memberId: string }

/**
 * Memberships of these groups that a full run has not seen and that are not staged yet, some at a time. Those of who is to be
 * removed are left out: they go, or stay, with that one. In a transaction.
 */
export async function findAbsentMemberships(
  on: Queryable,
  run: Run,
  { groupIds, limit }: { readonly groupIds: readonly string[]; readonly limit: number },
): Promise<AbsentMembership[]> {
  const rows = await setBased<{ group_id: string; member_id: string }>(on, {
    // The number of each member is looked up by itself: a join would read the records of the whole directory.
    text: `with present as materialized (
        select m.group_id, m.member_id, (select r.number from source_records r
          where r.organization_id = $1 and r.object_id = m.member_id and r.directory_id = $2 limit 1) as number
        from memberships m where m.organization_id = $1 and m.group_id = any($4)
      ), seen as materialized (
        select group_id, unnest(numbers) as number from sync_run_sightings
        where organization_id = $1 and run_id = $3 and group_id = any($4)
      )
      select p.group_id, p.member_id from present p
      where p.number is not null
        and not exists (select from seen where seen.group_id = p.group_id and seen.number = p.number)
        and not exists (select from staged_removals s where s.organization_id = $1 and s.directory_id = $2
          and s.kind = 'membership' and s.object_id = p.group_id and s.detail = p.member_id and s.${isOpen})
        and not exists (select from staged_removals s where s.organization_id = $1 and s.directory_id = $2
          and s.kind in ('user', 'group') and s.reason in ('absent', 'deleted') and s.object_id = p.member_id
          and s.${isOpen})
      limit $5`,
    values: [run.organizationId, run.directoryId, run.runId, groupIds, limit],
  })
  return rows.map(({ group_id, member_id }) => ({ groupId: group_id, memberId: member_id }))
}

/** Takes back the open removals of memberships that a full run has seen. */
export async function withdrawSeenMemberships(on: Queryable, run: Run): Promise<void> {
  await on.query({
    text: `update staged_removals s set state = 'withdrawn'
      where s.organization_id = $1 and s.directory_id = $2 and s.kind = 'membership' and s.${isOpen}
        and exists (select from source_records r
          join sync_run_sightings g on g.organization_id = $1 and g.run_id = $3 and g.group_id = s.object_id
          where r.organization_id = $1 and r.directory_id = $2 and r.object_id = s.detail and r.number = any(g.numbers))`,
    values: [run.organizationId, run.directoryId, run.runId],
  })
}

/** Forgets what a run has seen, in the transaction that ends it. */
export async function deleteSightings(
  on: Queryable,
  { organizationId, runId }: Pick<Run, 'organizationId' | 'runId'>,
): Promise<void> {
  await on.query({
    text: 'delete from sync_run_sightings where organization_id = $1 and run_id = $2',
    values: [organizationId, runId],
  })
}

/** Compares sets as a whole: PostgreSQL cannot know how many numbers there are, and would look for each among all. */
async function setBased<Row>(
  on: Queryable,
  query: { readonly text: string; readonly values: unknown[] },
): Promise<Row[]> {
  await on.query({ text: 'set local enable_nestloop = off' })
  return on.query<Row>(query)
}
