import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { systemClock } from '../platform/clock.ts'
import { createEmptyDatabase } from '../testing/database.ts'
import { findMemberOfApiKey } from './api-keys.ts'
import { migrate } from './migrate.ts'
import { migrationsFolder } from './migration-files.ts'

test('of keys that are older than what is noted of their makers the audit log knows who is behind them', async () => {
  await using empty = await createEmptyDatabase()
  const { database } = empty
  const folder = await mkdtemp(join(tmpdir(), 'muster-migrations-'))
  try {
    await cp(migrationsFolder, folder, { recursive: true })
    for (const file of await readdir(folder)) if (file >= '0025') await rm(join(folder, file))
    await migrate(database, { clock: systemClock, folder })
  } finally {
    await rm(folder, { recursive: true })
  }
  const made = [
    ['key_of_ada', 'member', 'member_ada'],
    ['key_of_her_key', 'api_key', 'key_of_ada'],
    ['key_of_that', 'api_key', 'key_of_her_key'],
    ['key_of_the_configuration', 'api_key', null],
    ['key_of_a_visitor', 'member', null],
  ] as const
  for (const [id, type, maker] of made) {
    await database.query({
      text: `insert into api_keys (id, name, hash, suffix, scopes, created_at) values ($1, $1, sha256($2), 'abcd', '{*}', now())`,
      values: [id, Buffer.from(id)],
    })
    await database.query({
      text: `insert into audit_log (id, action, actor_type, actor_id, actor_name, source, target_type, target_id, occurred_at)
        values ('entry of ' || $1::text, 'api_key.created', $2, $3, 'X', 'api', 'api_key', $1, now())`,
      values: [id, type, maker],
    })
  }
  await migrate(database, { clock: systemClock })
  const makers = await Promise.all(made.map(([id]) => findMemberOfApiKey(database, id)))
  assert.deepEqual(makers, ['member_ada', 'member_ada', 'member_ada', null, null])
})
