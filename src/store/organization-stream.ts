import { AppError } from '../errors.ts'
import type { Queryable } from './database.ts'
import type { StreamHead } from './directory-head.ts'

/**
 * Takes the lock of the organization's own stream, whose id is that of the organization, until the transaction ends, and says
 * where the stream stands. Whoever changes people, memberships or the overlay holds it. The first time makes the stream. Throws
 * `not_found` for an organization that is not there or being deleted; while the lock is held, it cannot be deleted.
 */
export async function lockOrganizationStream(on: Queryable, organizationId: string, now: Date): Promise<StreamHead> {
  const head = (await lock(on, organizationId)) ?? (await make(on, organizationId, now))
  if (!head) throw new AppError('not_found', { what: 'organization', id: organizationId })
  return head
}

async function make(on: Queryable, organizationId: string, now: Date): Promise<StreamHead | null> {
  await on.query({
    text: `insert into streams (organization_id, id, last_occurred_at)
      select id, id, $2 from organizations where id = $1 and deleted_at is null on conflict do nothing`,
    values: [organizationId, now],
  })
  return lock(on, organizationId)
}

async function lock(on: Queryable, organizationId: string): Promise<StreamHead | null> {
  const rows = await on.query<{ last_seq: number; last_occurred_at: Date }>({
    name: 'lock-organization-stream',
    text: `select s.last_seq, s.last_occurred_at
      from organizations o join streams s on s.organization_id = o.id and s.id = o.id
      where o.id = $1 and o.deleted_at is null for key share of o for no key update of s`,
    values: [organizationId],
  })
  const row = rows[0]
  return row ? { lastSeq: row.last_seq, lastOccurredAt: row.last_occurred_at } : null
}
