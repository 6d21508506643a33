import type { DirectoryState } from '../model/directory.ts'
import type { SyncRunState } from '../model/sync-run.ts'
import type { Queryable } from './database.ts'

/** The last run of a directory that is over, or the one that goes on. */
export type ShownRun = {
  readonly id: string
  readonly kind: 'full' | 'incremental'
  readonly state: SyncRunState
  readonly createdAt: Date
  readonly finishedAt: Date | null
  readonly errorCode: string | null
  readonly errorText: string | null
}

/** What tells how a directory does, as far as the database knows. */
export type DirectoryFacts = {
  readonly organizationId: string
  readonly organizationName: string
  readonly id: string
  readonly type: string
  readonly state: DirectoryState
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly activeUsers: number
  readonly inactiveUsers: number
  readonly groups: number
  readonly lastEventAt: Date | null
  /** Of directories that Muster reads itself. */
  readonly connection: {
    readonly nextRunAt: Date | null
    readonly lastSucceededAt: Date | null
    readonly createdAt: Date
    readonly isEnabled: boolean
    readonly intervalMinutes: number
    readonly failures: number
    readonly quarantinedAt: Date | null
    readonly quarantineCode: string | null
    readonly quarantineText: string | null
  } | null
  readonly lastRun: ShownRun | null
  /** How many runs wait for a decision, what they hold, and the oldest of them. */
  readonly waiting: {
    readonly runs: number
    readonly held: number
    readonly runId: string | null
    readonly since: Date | null
  }
  /** Records that could not be taken. */
  readonly problems: number
  /** Of those that are not revoked. */
  readonly tokens: {
    readonly usable: number
    /** When the last of them ends; null for never, or when there is none. */
    readonly usableUntil: Date | null
    readonly lastUsedAt: Date | null
  }
}

type Row = {
  readonly organization_id: string
  readonly organization_name: string
  readonly id: string
  readonly type: string
  readonly state: DirectoryState
  readonly created_at: Date
  readonly updated_at: Date
  readonly active_users: number
  readonly inactive_users: number
  readonly groups: number
  readonly last_event_at: Date | null
  readonly connected_at: Date | null
  readonly next_run_at: Date | null
  readonly last_succeeded_at: Date | null
  readonly is_enabled: boolean
  readonly interval_minutes: number
  readonly failures: number
  readonly quarantined_at: Date | null
  readonly quarantine_code: string | null
  readonly quarantine_text: string | null
  readonly run_id: string | null
  readonly run_kind: 'full' | 'incremental'
  readonly run_state: SyncRunState
  readonly run_created_at: Date
  readonly run_finished_at: Date | null
  readonly run_error_code: string | null
  readonly run_error_text: string | null
  readonly waiting_runs: number
  readonly waiting_held: number | null
  readonly waiting_run_id: string | null
  readonly waiting_since: Date | null
  readonly problems: number
  readonly usable_tokens: number
  readonly is_endless: boolean | null
  readonly tokens_until: Date | null
  readonly token_used_at: Date | null
}

// Counting stops where a screen says "more than".
const countedProblems = 1000

/** Reads how these directories do, those of one organization alone unless it is null. Each part is looked up by an index. */
export async function readDirectoryFacts(
  on: Queryable,
  organizationId: string | null,
  { ids, now }: { readonly ids: readonly string[]; readonly now: Date },
): Promise<DirectoryFacts[]> {
  const rows = await on.query<Row>({
    name: 'read-directory-facts',
    text: `select d.organization_id, (select name from organizations where id = d.organization_id) as organization_name, d.id, d.type, d.state, d.created_at, d.updated_at,
        t.active_users, t.inactive_users, t.groups,
        (select last_occurred_at from streams s where s.organization_id = d.organization_id and s.id = d.id
          and s.last_seq > 0) as last_event_at,
        c.created_at as connected_at, c.next_run_at, c.last_succeeded_at, coalesce(c.failures, 0) as failures,
        coalesce((c.schedule ->> 'is_enabled')::boolean, true) as is_enabled,
        coalesce((c.schedule ->> 'interval_minutes')::integer, 15) as interval_minutes,
        c.quarantined_at, c.quarantine_code, c.quarantine_text,
        r.id as run_id, r.kind as run_kind, r.state as run_state, r.created_at as run_created_at,
        r.finished_at as run_finished_at, r.error_code as run_error_code, r.error_text as run_error_text,
        w.runs as waiting_runs, w.held as waiting_held, w.run_id as waiting_run_id, w.since as waiting_since,
        (select count(*) from (select from sync_problems p where p.organization_id = d.organization_id
          and p.directory_id = d.id limit ${countedProblems}) counted)::integer as problems,
        k.usable as usable_tokens, k.is_endless, k.until as tokens_until, k.used_at as token_used_at
      from directories d
      join directory_totals t on t.organization_id = d.organization_id and t.directory_id = d.id
      left join connections c on c.organization_id = d.organization_id and c.directory_id = d.id
      left join lateral (
        select * from sync_runs r where r.organization_id = d.organization_id and r.directory_id = d.id
        order by r.id desc limit 1) r on true
      left join lateral (
        select count(*)::integer as runs, sum((w.counts ->> 'held')::bigint) as held, min(w.id) as run_id, min(w.updated_at) as since
        from sync_runs w where w.organization_id = d.organization_id and w.directory_id = d.id and w.state = 'waiting') w on true
      left join lateral (
        select count(*) filter (where coalesce(k.expires_at > $3, true))::integer as usable,
          bool_or(k.expires_at is null) as is_endless, max(k.expires_at) as until, max(k.last_used_at) as used_at
        from directory_tokens k
        where k.organization_id = d.organization_id and k.directory_id = d.id and k.revoked_at is null) k on true
      where d.id = any($2) and ($1::text is null or d.organization_id = $1)`,
    values: [organizationId, ids, now],
  })
  return rows.map(toFacts)
}

function toFacts(row: Row): DirectoryFacts {
  return {
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    id: row.id,
    type: row.type,
    state: row.state,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    activeUsers: row.active_users,
    inactiveUsers: row.inactive_users,
    groups: row.groups,
    lastEventAt: row.last_event_at,
    connection: toConnection(row),
    lastRun: toShownRun(row),
    waiting: {
      runs: row.waiting_runs,
      held: row.waiting_held ?? 0,
      runId: row.waiting_run_id,
      since: row.waiting_since,
    },
    problems: row.problems,
    tokens: {
      usable: row.usable_tokens,
      usableUntil: row.is_endless ? null : row.tokens_until,
      lastUsedAt: row.token_used_at,
    },
  }
}

function toConnection(row: Row): DirectoryFacts['connection'] {
  if (row.connected_at === null) return null
  return {
    nextRunAt: row.next_run_at,
    lastSucceededAt: row.last_succeeded_at,
    createdAt: row.connected_at,
    isEnabled: row.is_enabled,
    intervalMinutes: row.interval_minutes,
    failures: row.failures,
    quarantinedAt: row.quarantined_at,
    quarantineCode: row.quarantine_code,
    quarantineText: row.quarantine_text,
  }
}

function toShownRun(row: Row): ShownRun | null {
  if (row.run_id === null) return null
  return {
    id: row.run_id,
    kind: row.run_kind,
    state: row.run_state,
    createdAt: row.run_created_at,
    finishedAt: row.run_finished_at,
    errorCode: row.run_error_code,
    errorText: row.run_error_text,
  }
}
