import type { Queryable } from '../store/database.ts'

/** What `storeLargePeople` makes. */
export const largePeople = {
  scope: { organizationId: 'org_people', directoryId: 'directory_people' },
  userId: (n: number) => `directory_user_${String(n).padStart(8, '0')}`,
} as const

/**
 * Puts a directory of so many people straight into the tables, with the words by which they are found and an event each. Names
 * are of a thousand first and last ones, so that a whole name is one in a thousand.
 */
export async function storeLargePeople(on: Queryable, count: number): Promise<void> {
  const at = `timestamptz '2026-01-05' + n * interval '1 millisecond'`
  const statements = [
    `insert into organizations (id, name, created_at, updated_at) values ('org_people', 'People', now(), now())`,
    `insert into directories (organization_id, id, name, type, state, external_key, created_at, updated_at)
      values ('org_people', 'directory_people', 'People', 'okta scim v2.0', 'active', 'people', now(), now())`,
    `insert into directory_totals (organization_id, directory_id, active_users) values ('org_people', 'directory_people', ${count})`,
    `insert into streams (organization_id, id, last_seq, last_occurred_at)
      values ('org_people', 'directory_people', ${count}, timestamptz '2026-01-06')`,
    `create table if not exists events_large partition of events for values from ('2026-01-05') to ('2026-01-12')`,
    `insert into users (organization_id, directory_id, id, position, user_name, user_name_key, external_id, idp_id, email_keys,
        active, attributes, document, version, created_at, updated_at, name_key, search)
      select 'org_people', 'directory_people', id, n, login, login, 'ext-' || n, 'ext-' || n, array[login], true,
        jsonb_build_object('name', name, 'emails', '[]'::jsonb, 'custom_attributes', '{}'::jsonb), '{}', 1, ${at}, ${at}, name,
        array_to_tsvector(array['@org_people', first, last, login, 'ext-' || n, '#d:department ' || n % 500])
      from (select n, 'directory_user_' || lpad(n::text, 8, '0') as id, 'first' || n % 1000 as first,
          'last' || n / 1000 as last, 'first' || n % 1000 || ' last' || n / 1000 as name, 'login' || n as login
        from generate_series(1, ${count}) n) given`,
    `insert into events (organization_id, stream_id, seq, id, type, object_id, data, cause, occurred_at)
      select 'org_people', 'directory_people', n, 'event_' || lpad(n::text, 26, '0'), 'dsync.user.created',
        'directory_user_' || lpad(n::text, 8, '0'), '{}', '{}', ${at}
      from generate_series(1, ${count}) n`,
    'vacuum analyze users, events, directories, streams, directory_totals',
  ]
  for (const text of statements) await on.query({ text })
}
