import type { Client } from 'pg'
import { withClient } from '../harness/database-server.ts'
import { userAt } from '../scim/user-at.ts'
import { copyIn } from './copy-in.ts'
import type { SyncDirectory } from './sync-directory.ts'

/** The lines of users for COPY, in chunks: made before the clock starts. */
export function usersAsLines(count: number): Buffer[] {
  const chunks: Buffer[] = []
  for (let start = 0; start < count; start += 500) {
    const length = Math.min(500, count - start)
    const lines = Array.from({ length }, (_, place) => {
      const { externalId, ...document } = userAt(start + place)
      return `${externalId}\t${JSON.stringify(document).replaceAll('\\', '\\\\')}\n`
    })
    chunks.push(Buffer.from(lines.join('')))
  }
  return chunks
}

const STAGING = 'create unlogged table staging (source_id text, document jsonb)'

/** Seconds that PostgreSQL takes to copy users into a table without indexes. */
export function measureCopy(databaseUrl: string, chunks: readonly Buffer[]): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    await client.query(STAGING)
    const began = performance.now()
    await copyIn(client, 'copy staging from stdin', chunks)
    const seconds = (performance.now() - began) / 1000
    await client.query('drop table staging')
    return seconds
  })
}

/**
 * Seconds of one transaction that writes into the tables of a directory what a first sync of these users writes: users,
 * events, and what is known of the source's records.
 */
export function measureFirstSql(
  databaseUrl: string,
  { organizationId, directoryId }: Pick<SyncDirectory, 'organizationId' | 'directoryId'>,
  chunks: readonly Buffer[],
): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    await client.query('set jit = off')
    const began = performance.now()
    await client.query('begin')
    await client.query(STAGING)
    await copyIn(client, 'copy staging from stdin', chunks)
    await writeRows(client, [organizationId, directoryId])
    await client.query('commit')
    const seconds = (performance.now() - began) / 1000
    await client.query('drop table staging')
    return seconds
  })
}

// Ids as long as those that the engine makes, and increasing as they do.
const idOf = (prefix: string) => `'${prefix}_01KABCDEFGHJKMNPQ' || lpad(upper(to_hex(n)), 9, '0')`

const attributes = `jsonb_build_object('first_name', d->'name'->'givenName', 'last_name', d->'name'->'familyName',
  'name', d->'displayName', 'email', d->'emails'->0->'value', 'emails', d->'emails', 'job_title', d->'title',
  'username', d->'userName', 'custom_attributes', jsonb_build_object('emails', d->'emails', 'job_title', d->'title',
    'username', d->'userName'))`

async function writeRows(client: Client, scope: readonly [string, string]): Promise<void> {
  await client.query(
    `create temp table made on commit drop as select s.*, document as d, row_number() over () as n from staging s`,
  )
  await client.query(
    `insert into users (organization_id, directory_id, id, position, user_name, user_name_key, external_id, idp_id,
        email_keys, active, attributes, document, version, created_at, updated_at)
      select $1, $2, ${idOf('directory_user')}, n, d->>'userName', lower(d->>'userName'), source_id, source_id,
        array(select lower(e->>'value') from jsonb_array_elements(d->'emails') e), true, ${attributes}, document, 1, now(), now()
      from made`,
    [...scope],
  )
  await client.query(
    `insert into events (organization_id, stream_id, seq, id, type, object_id, data, cause, occurred_at)
      select $1, $2, n, ${idOf('event')}, 'dsync.user.created', ${idOf('directory_user')},
        jsonb_build_object('object', 'directory_user', 'id', ${idOf('directory_user')}, 'directory_id', $2::text,
          'organization_id', $1::text, 'idp_id', source_id, 'state', 'active', 'raw_attributes', '{}'::jsonb,
          'created_at', now(), 'updated_at', now()) || ${attributes},
        '{"source": "sync", "actorId": null, "requestId": null}', now()
      from made`,
    [...scope],
  )
  await client.query(
    `insert into source_records (organization_id, directory_id, kind, source_id, number, object_id, hash)
      select $1, $2, 'user', source_id, n, ${idOf('directory_user')}, decode(md5(document::text), 'hex') from made`,
    [...scope],
  )
}
