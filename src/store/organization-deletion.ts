import type { Queryable } from './database.ts'
import type { Piece } from './directory-deletion.ts'

/**
 * Marks an organization as deleted, so that nobody finds it, and ends what opens or changes it: its keys, domains, links to
 * the portal, and repositories that are followed. Waits for directories that are being made in it; afterwards none can be. False when there is none to delete.
 */
export async function closeOrganization(on: Queryable, id: string, at: Date): Promise<boolean> {
  const rows = await on.query({
    text: `update organizations set deleted_at = $2, updated_at = $2, external_id = null
      where id = $1 and deleted_at is null and id = (select id from organizations where id = $1 for update)
      returning id`,
    values: [id, at],
  })
  if (rows.length === 0) return false
  await on.query({
    text: `with keys as (update api_keys set revoked_at = $2 where organization_id = $1 and revoked_at is null),
      domains as (delete from organization_domains where organization_id = $1),
      repositories as (delete from config_repositories where organization_id = $1)
      delete from portal_links where organization_id = $1`,
    values: [id, at],
  })
  return true
}

/** The directories of an organization that are not deleted, in the order of their ids. */
export async function findOpenDirectories(on: Queryable, organizationId: string): Promise<string[]> {
  const rows = await on.query<{ id: string }>({
    text: `select id from directories where organization_id = $1 and state <> 'deleting' order by id`,
    values: [organizationId],
  })
  return rows.map(({ id }) => id)
}

/** Organizations that are marked as deleted and whose directories and destinations are gone, some at a time. */
export async function findEmptiedOrganizations(on: Queryable, { after, limit }: Piece<string>): Promise<string[]> {
  const rows = await on.query<{ id: string }>({
    text: `select o.id from organizations o where o.deleted_at is not null and o.id > $1
        and not exists (select from directories d where d.organization_id = o.id)
        and not exists (select from destinations d where d.organization_id = o.id)
      order by o.id limit $2`,
    values: [after, limit],
  })
  return rows.map(({ id }) => id)
}

/**
 * The destinations of deleted organizations without directories that have got every event of theirs, those that get nothing,
 * and, after `patience` ms, all of them: the deletion itself is an event that they are to be sent before they end.
 */
export async function findEndingDestinations(
  on: Queryable,
  { now, patience }: { readonly now: Date; readonly patience: number },
  { after, limit }: Piece<string>,
): Promise<string[]> {
  const rows = await on.query<{ id: string }>({
    text: `select d.id from organizations o join destinations d on d.organization_id = o.id
      where o.deleted_at is not null and d.id > $3
        and not exists (select from directories where organization_id = o.id)
        and (not d.is_enabled or d.paused_at is not null or o.deleted_at <= $1::timestamptz - $2 * interval '1 ms'
          or (d.position >= (select coalesce(max(position + last_seq - first_seq), 0) from feed where organization_id = o.id)
            and not exists (select from streams s
              left join feed_streams f on f.organization_id = s.organization_id and f.stream_id = s.id
              where s.organization_id = o.id and s.last_seq > coalesce(f.fed_seq, 0))
            and not exists (select from destination_streams w
              where w.destination_id = d.id and w.done_seq < w.known_seq)))
      order by d.id limit $4`,
    values: [now, patience, after, limit],
  })
  return rows.map(({ id }) => id)
}

/** Removes a deleted organization that has no directory and no destination any more, with everything that is its own. */
export async function removeOrganization(on: Queryable, id: string): Promise<void> {
  await on.query({
    text: `with closed as (
        select id from organizations o where id = $1 and deleted_at is not null
          and not exists (select from directories where organization_id = o.id)
          and not exists (select from destinations where organization_id = o.id)
      ), streams as (
        insert into ended_streams (organization_id, stream_id)
        select s.organization_id, s.id from streams s join closed on s.organization_id = closed.id on conflict do nothing
      ), keys as (
        delete from api_keys where organization_id in (select id from closed)
      ), extensions as (
        delete from schema_extensions where organization_id in (select id from closed)
      ), attributes as (
        delete from custom_attributes where organization_id in (select id from closed)
      ), budgets as (
        delete from rate_budgets where organization_id in (select id from closed)
      ), days as (
        delete from daily_counts where organization_id in (select id from closed)
      ), hours as (
        delete from hourly_events where organization_id in (select id from closed)
      )
      delete from organizations where id in (select id from closed)`,
    values: [id],
  })
}
