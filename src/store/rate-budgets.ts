import type { Queryable } from './database.ts'

/** A part of a vendor's API, and the credential that asks it. */
export type BudgetKey = { readonly organizationId: string; readonly credential: string; readonly bucket: string }

/** How a shared bucket fills: so many tokens a minute, and no more than so many at once. */
export type Refill = { readonly perMinute: number; readonly burst: number }

/** What was given: tokens, and until when nobody may send, which is past when all may. */
export type Taken = { readonly tokens: number; readonly blockedUntil: Date | null }

/**
 * Takes up to `wanted` tokens of a bucket that all processes share, in one statement. Times are the database's, since the clocks of nodes
 * differ. The bucket is full when it is first asked for.
 */
export async function takeTokens(
  on: Queryable,
  key: BudgetKey,
  refill: Refill & { readonly wanted: number },
): Promise<Taken> {
  // The first to ask makes the bucket, which its own statement does not see yet.
  return (await takeOnce(on, key, refill)) ?? (await takeOnce(on, key, refill)) ?? { tokens: 0, blockedUntil: null }
}

async function takeOnce(
  on: Queryable,
  { organizationId, credential, bucket }: BudgetKey,
  { wanted, perMinute, burst }: Refill & { readonly wanted: number },
): Promise<Taken | null> {
  const [row] = await on.query<{ taken: number; blocked_until: Date | null }>({
    name: 'take-budget-tokens',
    text: `with made as (
        insert into rate_budgets (organization_id, credential, bucket, tokens, refilled_at)
        values ($1, $2, $3, $6::float8, now()) on conflict do nothing
      ), locked as materialized (
        select blocked_until, least($6::float8, tokens + greatest(extract(epoch from clock_timestamp() - refilled_at)::float8, 0)
          * $5::float8 / 60) as level
        from rate_budgets where organization_id = $1 and credential = $2 and bucket = $3 for update
      ), given as (
        select level, blocked_until,
          case when blocked_until > clock_timestamp() then 0 else least($4::float8, floor(level)) end as taken from locked
      ), taken as (
        update rate_budgets b set tokens = given.level - given.taken, refilled_at = clock_timestamp() from given
        where b.organization_id = $1 and b.credential = $2 and b.bucket = $3
      )
      select taken, blocked_until from given`,
    values: [organizationId, credential, bucket, wanted, perMinute, burst],
  })
  return row ? { tokens: row.taken, blockedUntil: row.blocked_until } : null
}

/** Notes until when nobody may use a bucket: the latest time that anybody was told. */
export async function blockBudget(
  on: Queryable,
  { organizationId, credential, bucket }: BudgetKey,
  until: Date,
): Promise<void> {
  await on.query({
    text: `insert into rate_budgets as b (organization_id, credential, bucket, tokens, refilled_at, blocked_until)
      values ($1, $2, $3, 0, now(), $4)
      on conflict (organization_id, credential, bucket)
      do update set blocked_until = greatest(b.blocked_until, excluded.blocked_until)`,
    values: [organizationId, credential, bucket, until],
  })
}
