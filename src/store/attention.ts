import type { Queryable } from './database.ts'

/** Why something asks for a person. */
export type AttentionKind =
  | 'directory_quarantined'
  | 'run_waiting'
  | 'destination_paused'
  | 'destination_failing'
  | 'directory_stale'
  | 'directory_silent'
  | 'token_expiring'
  | 'api_key_expiring'
  | 'portal_link_expiring'

/** One thing that asks for a person. */
export type AttentionItem = {
  readonly id: string
  readonly name: string
  readonly organizationId: string | null
  readonly organizationName: string | null
  /** The directory that it is about or part of. */
  readonly directoryId: string | null
  /** Since when it is so, or, of what expires, until when it is not. */
  readonly at: Date
  readonly code: string | null
  readonly text: string | null
  /** How many removals wait, of a run. */
  readonly held: number | null
}

/** All that asks for the same: how many, and the first of them. */
export type Attention = {
  readonly kind: AttentionKind
  readonly count: number
  readonly items: readonly AttentionItem[]
}

type Row = {
  readonly id: string
  readonly name: string
  readonly organization_id: string | null
  readonly organization_name: string | null
  readonly directory_id: string | null
  readonly at: Date
  readonly code: string | null
  readonly text: string | null
  readonly held: number | null
  readonly count: number
}

/** What is looked for: in one organization, or (null) in all; `now` is the time of the reader. */
export type AttentionScope = { readonly organizationId: string | null; readonly now: Date }

const shown = 5
const inScope = (alias: string) => `($1::text is null or ${alias}.organization_id = $1)`
const nameOf = (alias: string) =>
  `(select name from organizations where id = ${alias}.organization_id) as organization_name`

// Each has an index that holds nothing but what is looked for (migrations/0019_overview.sql).
const queries: Readonly<Record<AttentionKind, string>> = {
  directory_quarantined: `select d.id, d.name, d.organization_id, ${nameOf('d')}, d.id as directory_id,
      coalesce(c.quarantined_at, d.updated_at) as at, c.quarantine_code as code, c.quarantine_text as text, null::bigint as held
    from directories d left join connections c on c.organization_id = d.organization_id and c.directory_id = d.id
    where d.state = 'quarantined' and ${inScope('d')} and $2::timestamptz is not null`,
  run_waiting: `select r.id, d.name, r.organization_id, ${nameOf('r')}, r.directory_id, r.updated_at as at,
      r.error_code as code, r.error_text as text, (r.counts ->> 'held')::bigint as held
    from sync_runs r join directories d on d.organization_id = r.organization_id and d.id = r.directory_id
    where r.state = 'waiting' and d.state <> 'deleting' and ${inScope('r')} and $2::timestamptz is not null`,
  destination_paused: destinations('d.paused_at is not null', 'd.paused_at', 'd.paused_reason'),
  destination_failing: destinations(
    'd.paused_at is null and d.failing_since is not null',
    'd.failing_since',
    'null::text',
  ),
  directory_stale: `select d.id, d.name, d.organization_id, ${nameOf('d')}, d.id as directory_id,
      coalesce(c.last_succeeded_at, c.created_at) as at, null as code, null as text, null::bigint as held
    from connections c join directories d on d.organization_id = c.organization_id and d.id = c.directory_id
    where coalesce(c.last_succeeded_at, c.created_at) < $2::timestamptz - interval '24 hours' and ${inScope('c')}
      and d.state in ('setup', 'active') and coalesce((c.schedule ->> 'is_enabled')::boolean, true)
      and coalesce(c.last_succeeded_at, c.created_at)
        < $2::timestamptz - 3 * coalesce((c.schedule ->> 'interval_minutes')::integer, 15) * interval '1 minute'`,
  directory_silent: `select d.id, d.name, d.organization_id, ${nameOf('d')}, d.id as directory_id, d.created_at as at,
      null as code, null as text, null::bigint as held
    from directories d
    where d.state = 'setup' and d.created_at < $2::timestamptz - interval '3 days' and ${inScope('d')}
      and not exists (select from connections c where c.organization_id = d.organization_id and c.directory_id = d.id)`,
  token_expiring: `select t.id, d.name, t.organization_id, ${nameOf('t')}, t.directory_id, t.expires_at as at,
      null as code, t.suffix as text, null::bigint as held
    from directory_tokens t join directories d on d.organization_id = t.organization_id and d.id = t.directory_id
    where t.revoked_at is null and t.expires_at > $2::timestamptz and t.expires_at < $2::timestamptz + interval '14 days'
      and d.state <> 'deleting' and ${inScope('t')}
      and not exists (select from directory_tokens o where o.organization_id = t.organization_id
        and o.directory_id = t.directory_id and o.revoked_at is null
        and coalesce(o.expires_at > $2::timestamptz + interval '14 days', true))`,
  api_key_expiring: `select k.id, k.name, k.organization_id, ${nameOf('k')}, null as directory_id, k.expires_at as at,
      null as code, k.suffix as text, null::bigint as held
    from api_keys k
    where k.revoked_at is null and k.expires_at > $2::timestamptz and k.expires_at < $2::timestamptz + interval '14 days'
      and ${inScope('k')}`,
  portal_link_expiring: `select l.id, o.name, l.organization_id, o.name as organization_name, null as directory_id,
      l.expires_at as at, null as code, null as text, null::bigint as held
    from portal_links l join organizations o on o.id = l.organization_id
    where l.opened_at is null and l.revoked_at is null and ${inScope('l')} and l.expires_at > $2::timestamptz
      and l.expires_at < $2::timestamptz + interval '2 days' and l.expires_at > l.created_at + interval '1 day'`,
}

function destinations(condition: string, at: string, text: string): string {
  return `select d.id, coalesce(d.settings ->> 'url', d.settings ->> 'name', d.kind) as name, d.organization_id, ${nameOf('d')},
      null as directory_id, ${at} as at, d.kind as code, ${text} as text, null::bigint as held
    from destinations d where (d.paused_at is not null or d.failing_since is not null) and ${condition} and d.is_enabled
      and ${inScope('d')} and $2::timestamptz is not null`
}

/** What asks for a person, of these kinds, the oldest (of what expires the soonest) first. Kinds of which there is none are left out. */
export async function findAttention(
  on: Queryable,
  kinds: readonly AttentionKind[],
  { organizationId, now }: AttentionScope,
): Promise<Attention[]> {
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const rows = await on.query<Row>({
        text: `select f.*, count(*) over () as count from (${queries[kind]}) f order by f.at, f.id limit ${shown}`,
        values: [organizationId, now],
      })
      return { kind, count: rows[0]?.count ?? 0, items: rows.map(toItem) }
    }),
  )
  return found.filter(({ count }) => count > 0)
}

function toItem(row: Row): AttentionItem {
  return {
    id: row.id,
    name: row.name,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    directoryId: row.directory_id,
    at: row.at,
    code: row.code,
    text: row.text,
    held: row.held,
  }
}
