import type { Queryable } from './database.ts'

/** What there is already under an id that is to be imported, in whatever organization. */
export type KnownRecord = {
  readonly id: string
  readonly organizationId: string
  readonly directoryId: string
  readonly version: number
  /** True when the identity provider has written it since: what it says now is newer than what is imported. */
  readonly isFromSource: boolean
  /** True for a user that was deleted and is kept to be restored. */
  readonly isDeleted: boolean
}

type Row = {
  readonly id: string
  readonly organization_id: string
  readonly directory_id: string
  readonly version: number
  readonly is_from_source: boolean
  readonly is_deleted: boolean
}

/** Lets one import of organizations or directories at a time check what is there and write what is not. */
export async function lockImports(on: Queryable): Promise<void> {
  await on.query({ text: `select pg_advisory_xact_lock(hashtextextended('muster imports', 0))` })
}

/** The users with these ids, deleted ones too, by id. */
export async function findKnownUsers(on: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, KnownRecord>> {
  const rows = await on.query<Row>({
    name: 'find-known-users',
    text: `select id, organization_id, directory_id, version, received is not null as is_from_source, false as is_deleted
        from users where id = any($1)
      union all
      select id, organization_id, directory_id, version, true, true from deleted_users where id = any($1)`,
    values: [ids],
  })
  return byId(rows)
}

/** The groups with these ids, by id. */
export async function findKnownGroups(
  on: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownRecord>> {
  const rows = await on.query<Row>({
    name: 'find-known-groups',
    text: `select id, organization_id, directory_id, version, received is not null as is_from_source, false as is_deleted
      from groups where id = any($1)`,
    values: [ids],
  })
  return byId(rows)
}

function byId(rows: readonly Row[]): ReadonlyMap<string, KnownRecord> {
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        organizationId: row.organization_id,
        directoryId: row.directory_id,
        version: row.version,
        isFromSource: row.is_from_source,
        isDeleted: row.is_deleted,
      },
    ]),
  )
}

/** The directories that have a bearer token with this hash, whether it still opens them or not. */
export async function directoriesWithToken(on: Queryable, hash: Buffer): Promise<string[]> {
  const rows = await on.query<{ directory_id: string }>({
    text: 'select distinct directory_id from directory_tokens where hash = $1',
    values: [hash],
  })
  return rows.map((row) => row.directory_id)
}

/** Whether there is an organization with this id that nobody finds any more, because it is being deleted. */
export async function isOrganizationEnding(on: Queryable, id: string): Promise<boolean> {
  const rows = await on.query({
    text: 'select from organizations where id = $1 and deleted_at is not null',
    values: [id],
  })
  return rows.length > 0
}
