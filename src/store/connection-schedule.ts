import type { JsonObject } from '../model/json.ts'
import type { SyncRunKind, SyncRunTrigger } from '../model/sync-run.ts'
import {
  type ConnectionState,
  type ConnectionStateRow,
  connectionStateColumns,
  toConnectionState,
} from './connection-row.ts'
import type { Queryable } from './database.ts'

type Ref = { readonly organizationId: string; readonly directoryId: string }

/**
 * Connections that are due and have no open run, locked until the transaction ends; others that are locked are passed over. A quarantined
 * one may have a run that waits for its end: nobody works at it before a probe has succeeded.
 */
export async function takeDueConnections(
  on: Queryable,
  { at, limit }: { readonly at: Date; readonly limit: number },
): Promise<ConnectionState[]> {
  const rows = await on.query<ConnectionStateRow>({
    name: 'take-due-connections',
    text: `select ${connectionStateColumns} from connections c
      join directories d on d.organization_id = c.organization_id and d.id = c.directory_id
      where c.next_run_at <= $1 and d.state in ('setup', 'active', 'quarantined')
        and (d.state = 'quarantined' or not exists (select from sync_runs r where r.organization_id = c.organization_id
          and r.directory_id = c.directory_id and r.state in ('queued', 'running', 'paused')))
      order by c.next_run_at limit $2 for update of c skip locked`,
    values: [at, limit],
  })
  return rows.map(toConnectionState)
}

/** Says when a directory is read next, and, where it must be so, how and why. */
export async function setNextRun(
  on: Queryable,
  { organizationId, directoryId }: Ref,
  next: { readonly at: Date | null; readonly kind: SyncRunKind | null; readonly trigger: SyncRunTrigger | null },
): Promise<void> {
  await on.query({
    text: `update connections set next_run_at = $3, next_run_kind = $4, next_run_trigger = $5
      where organization_id = $1 and directory_id = $2`,
    values: [organizationId, directoryId, next.at, next.kind, next.trigger],
  })
}

const hintDelay = 10_000

/**
 * Notes that the source told of a change. Sources tell of each by itself, so it is read some seconds later: many hints make one run.
 * False where nothing is read by itself.
 */
export async function hintRun(on: Queryable, { organizationId, directoryId }: Ref, now: Date): Promise<boolean> {
  const rows = await on.query({
    text: `update connections set next_run_at = least(next_run_at, $3),
        next_run_trigger = case when next_run_at is null or next_run_at > $3 then 'wake_up' else next_run_trigger end
      where organization_id = $1 and directory_id = $2 and quarantined_at is null
        and coalesce((schedule ->> 'is_enabled')::boolean, true) returning directory_id`,
    values: [organizationId, directoryId, new Date(now.getTime() + hintDelay)],
  })
  return rows.length > 0
}

/** What a run that succeeded leaves with its connection. A cursor of null stays what it was. */
export type Success = {
  readonly at: Date
  readonly isFull: boolean
  readonly sealedCursor: string | null
  readonly generation: number
  /** Whether the source may be asked to tell of changes, now that it can be read. */
  readonly subscribes: boolean
}

/** Notes a success: it ends every trouble that there was. */
export async function noteSuccess(
  on: Queryable,
  { organizationId, directoryId }: Ref,
  success: Success,
): Promise<void> {
  const { at, isFull, sealedCursor, generation, subscribes } = success
  await on.query({
    text: `update connections set last_succeeded_at = $3, failures = 0, sealed_cursor = coalesce($5, sealed_cursor),
        last_full_at = case when $4 then $3 else last_full_at end,
        cursor_generation = case when $4 then $6 else cursor_generation end,
        subscription_renew_at = case when $7 and subscription is null then coalesce(subscription_renew_at, $3)
          else subscription_renew_at end
      where organization_id = $1 and directory_id = $2`,
    values: [organizationId, directoryId, at, isFull, sealedCursor, generation, subscribes],
  })
}

/** Notes a failure more. */
export async function noteFailure(on: Queryable, { organizationId, directoryId }: Ref): Promise<void> {
  await on.query({
    text: 'update connections set failures = failures + 1 where organization_id = $1 and directory_id = $2',
    values: [organizationId, directoryId],
  })
}

/** Forgets where the next incremental run would go on: everything has to be read. */
export async function dropCursor(on: Queryable, { organizationId, directoryId }: Ref): Promise<void> {
  await on.query({
    text: 'update connections set sealed_cursor = null where organization_id = $1 and directory_id = $2',
    values: [organizationId, directoryId],
  })
}

/** Puts a connection into quarantine, or, with null, out of it. */
export async function setQuarantine(
  on: Queryable,
  { organizationId, directoryId }: Ref,
  quarantine: { readonly at: Date; readonly code: string; readonly text: string } | null,
): Promise<void> {
  const { at = null, code = null, text = null } = quarantine ?? {}
  await on.query({
    text: `update connections set quarantined_at = $3, quarantine_code = $4, quarantine_text = $5
      where organization_id = $1 and directory_id = $2`,
    values: [organizationId, directoryId, at, code, text],
  })
}

/** Connections whose subscription at the source has to be renewed; each is put off, so that only one process tries. */
export async function takeSubscriptions(
  on: Queryable,
  { at, again, limit }: { readonly at: Date; readonly again: Date; readonly limit: number },
): Promise<ConnectionState[]> {
  const rows = await on.query<ConnectionStateRow>({
    text: `with due as materialized (
        select c.organization_id, c.directory_id from connections c
        join directories d on d.organization_id = c.organization_id and d.id = c.directory_id
        where c.subscription_renew_at <= $1 and d.state in ('setup', 'active')
        order by c.subscription_renew_at limit $3 for update of c skip locked
      )
      update connections c set subscription_renew_at = $2 from due
      where c.organization_id = due.organization_id and c.directory_id = due.directory_id
      returning ${connectionStateColumns}`,
    values: [at, again, limit],
  })
  return rows.map(toConnectionState)
}

/** Notes what the source subscribed, and until when. `taken`: until when it was put off; when that was changed meanwhile, it is subscribed again. */
export async function setSubscription(
  on: Queryable,
  { organizationId, directoryId }: Ref,
  { state, renewAt, taken }: { readonly state: JsonObject | null; readonly renewAt: Date | null; readonly taken: Date },
): Promise<void> {
  await on.query({
    text: `update connections set subscription = $3,
        subscription_renew_at = case when subscription_renew_at = $5 then $4::timestamptz else subscription_renew_at end
      where organization_id = $1 and directory_id = $2`,
    values: [organizationId, directoryId, state === null ? null : JSON.stringify(state), renewAt, taken],
  })
}
