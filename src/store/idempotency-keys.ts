import type { Queryable } from './database.ts'

/** An `Idempotency-Key` of an API key, and the hash of all that a repetition must have in common with the first request. */
export type IdempotencyKey = { readonly owner: string; readonly key: string; readonly fingerprint: Buffer }

/** What is remembered of the first request with a key. */
export type RememberedAnswer = { readonly fingerprint: Buffer; readonly sealedAnswer: string }

/** What the first request with this key was and got, unless it came before `since`; else null. */
export async function findRememberedAnswer(
  on: Queryable,
  { owner, key }: Pick<IdempotencyKey, 'owner' | 'key'>,
  since: Date,
): Promise<RememberedAnswer | null> {
  const rows = await on.query<{ fingerprint: Buffer; sealed_answer: string }>({
    name: 'find-remembered-answer',
    text: `select fingerprint, sealed_answer from idempotency_keys
      where owner = $1 and key = $2 and created_at >= $3`,
    values: [owner, key, since],
  })
  const row = rows[0]
  return row ? { fingerprint: row.fingerprint, sealedAnswer: row.sealed_answer } : null
}

/**
 * Takes the key for this transaction: true when no request since `since` has it. While another transaction holds it, this
 * waits for its end: false if it committed, true if it did not.
 */
export async function takeIdempotencyKey(
  transaction: Queryable,
  { owner, key, fingerprint }: IdempotencyKey,
  { at, since }: { readonly at: Date; readonly since: Date },
): Promise<boolean> {
  const rows = await transaction.query({
    name: 'take-idempotency-key',
    text: `insert into idempotency_keys (owner, key, fingerprint, created_at) values ($1, $2, $3, $4)
      on conflict (owner, key) do update
        set fingerprint = excluded.fingerprint, created_at = excluded.created_at, sealed_answer = null
        where idempotency_keys.created_at < $5
      returning 1`,
    values: [owner, key, fingerprint, at, since],
  })
  return rows.length > 0
}

/** Keeps the answer of the transaction that took the key. */
export async function rememberAnswer(
  transaction: Queryable,
  { owner, key }: Pick<IdempotencyKey, 'owner' | 'key'>,
  sealedAnswer: string,
): Promise<void> {
  await transaction.query({
    name: 'remember-answer',
    text: 'update idempotency_keys set sealed_answer = $3 where owner = $1 and key = $2',
    values: [owner, key, sealedAnswer],
  })
}

const rowsAtOnce = 10_000

/** Removes the keys of requests that came before `before`, some at a time. Any number of nodes may do it at once. */
export async function removeOldIdempotencyKeys(on: Queryable, before: Date): Promise<void> {
  for (;;) {
    const removed = await on.query({
      text: `with old as materialized (
          select owner, key from idempotency_keys where created_at < $1 order by created_at limit $2
          for update skip locked)
        delete from idempotency_keys k using old where k.owner = old.owner and k.key = old.key returning 1`,
      values: [before, rowsAtOnce],
    })
    if (removed.length < rowsAtOnce) return
  }
}
