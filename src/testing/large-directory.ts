import type { Queryable } from '../store/database.ts'

/** What `storeLargeDirectory` makes, and how its user n and group n are called. */
export const largeDirectory = {
  scope: { organizationId: 'org_large', directoryId: 'directory_large' },
  users: 200_000,
  groups: 5_000,
  /** Of the first group; every other one has 40. */
  members: 100_000,
  userId: (n: number) => `directory_user_${String(n).padStart(8, '0')}`,
  groupId: (n: number) => `directory_group_${String(n).padStart(8, '0')}`,
  userName: (n: number) => `User.${n}@example.com`,
} as const

/** Whose rows a statement makes, as SQL: expressions of `d` and `n`, and where those two come from. */
type Rows = { readonly scope: string; readonly suffix: string; readonly from: string; readonly host: string }

const large: Rows = {
  scope: `'org_large', 'directory_large'`,
  suffix: `lpad(n::text, 8, '0')`,
  from: '',
  host: `'@example.com'`,
}
const small: Rows = {
  scope: `'org_' || d, 'directory_' || d`,
  suffix: `d || '_' || n`,
  from: 'generate_series(1, 1000) d, ',
  host: `case when d > 10 then d::text else '' end || '@example.com'`,
}

/**
 * Puts a directory of 200,000 users straight into the tables, with small documents, in some 6 seconds; and a
 * thousand small ones, which make PostgreSQL expect small directories, with users of the same names. Every tenth
 * position is a hole.
 */
export async function storeLargeDirectory(on: Queryable): Promise<void> {
  const { users, groups } = largeDirectory
  const statements = [
    insertUsers({ ...large, from: `generate_series(1, ${users}) n` }),
    insertUsers({ ...small, from: `${small.from} generate_series(70, 79) n` }),
    insertGroups({ ...large, from: `generate_series(1, ${groups}) n` }),
    insertGroups({ ...small, from: `${small.from} generate_series(77, 78) n` }),
    insertLargeMemberships,
    insertSmallMemberships,
    insertBlocks,
    insertTotals,
    'vacuum analyze users, groups, memberships, position_blocks, directory_totals',
  ]
  for (const text of statements) await on.query({ text })
}

function insertUsers({ scope, suffix, from, host }: Rows): string {
  return `insert into users (organization_id, directory_id, id, position, user_name, user_name_key, external_id, idp_id,
      email_keys, active, attributes, document, version, created_at, updated_at)
    select ${scope}, 'directory_user_' || ${suffix}, n + n / 10, name, lower(name), 'external-' || n, 'external-' || n,
      array[lower(name)], true, '{}',
      jsonb_build_object('userName', name, 'active', true, 'emails', jsonb_build_array(jsonb_build_object('value', name, 'type', 'work'))),
      1, at, at
    from ${from}, lateral (select 'User.' || n || ${host} as name,
      timestamptz '2026-01-01' + n * interval '1 second' as at) given`
}

function insertGroups({ scope, suffix, from }: Rows): string {
  return `insert into groups (organization_id, directory_id, id, position, display_name, display_name_key, external_id,
      idp_id, member_count, document, version, created_at, updated_at)
    select ${scope}, 'directory_group_' || ${suffix}, n + ${largeDirectory.users * 2}, name, lower(name),
      'external-' || n, 'external-' || n, 0, jsonb_build_object('displayName', name), 1, now(), now()
    from ${from}, lateral (select 'Group ' || n as name) given`
}

const membershipColumns = 'organization_id, directory_id, group_id, member_id, member_type, created_at'

const insertLargeMemberships = `insert into memberships (${membershipColumns})
  select ${large.scope}, 'directory_group_' || lpad(g::text, 8, '0'), 'directory_user_' || lpad(u::text, 8, '0'), 'user', now()
  from (select 1 as g, generate_series(1, ${largeDirectory.members}) as u
    union all
    select g, (g * 97 + m * 1009) % ${largeDirectory.users} + 1
    from generate_series(2, ${largeDirectory.groups}) g, generate_series(1, 40) m) pairs`

const insertSmallMemberships = `insert into memberships (${membershipColumns})
  select organization_id, directory_id, 'directory_group_' || substr(directory_id, 11) || '_77', id, 'user', now()
  from users where organization_id <> 'org_large'`

const insertBlocks = `insert into position_blocks (organization_id, directory_id, block, users, groups)
  select organization_id, directory_id, position >> 10, sum(users), sum(groups)
  from (select organization_id, directory_id, position, 1 as users, 0 as groups from users
    union all select organization_id, directory_id, position, 0, 1 from groups) records
  group by 1, 2, 3`

const insertTotals = `insert into directory_totals (organization_id, directory_id, active_users, groups)
  select organization_id, directory_id, sum(users), sum(groups) from position_blocks group by 1, 2`
