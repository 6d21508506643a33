import type { Queryable } from './database.ts'

// Any number, the same in every process: the advisory lock of the sequencer.
const leaderLock = 0x6d757302

/** Tries to become the leader, for as long as the connection lives. */
export async function tryLeaderLock(on: Queryable): Promise<boolean> {
  const rows = await on.query<{ taken: boolean }>({
    text: 'select pg_try_advisory_lock($1) as taken',
    values: [leaderLock],
  })
  return rows[0]?.taken ?? false
}
