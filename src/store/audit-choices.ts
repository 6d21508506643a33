import type { AuditActor } from '../model/audit-entry.ts'
import type { Queryable } from './database.ts'

/** What the audit log can be narrowed to: what was done lately, and by whom. */
export type AuditChoices = { readonly actions: readonly string[]; readonly actors: readonly AuditActor[] }

// How far back the log is looked at, and how many actors are named.
const entries = 10_000
const actorsNamed = 200

/** The actions and actors of the latest entries, of one organization alone unless that is null. */
export async function readAuditChoices(on: Queryable, organizationId: string | null): Promise<AuditChoices> {
  const [row] = await on.query<{ actions: string[] | null; actors: AuditActor[] | null }>({
    text: `with latest as materialized (
        select id, action, actor_type, actor_id, actor_name from audit_log
        where ${organizationId === null ? 'true' : 'organization_id = $1'} order by id desc limit ${entries}
      )
      select (select array_agg(distinct action order by action) from latest) as actions,
        (select jsonb_agg(jsonb_build_object('type', actor_type, 'id', actor_id, 'name', actor_name) order by actor_name, actor_id)
          from (select distinct on (actor_id) actor_type, actor_id, actor_name from latest
            where actor_id is not null order by actor_id, id desc limit ${actorsNamed}) named) as actors`,
    values: organizationId === null ? [] : [organizationId],
  })
  return { actions: row?.actions ?? [], actors: row?.actors ?? [] }
}
