import { AppError } from '../errors.ts'
import { DeprovisioningPolicy, type Directory, DirectoryState, type DirectoryTotals } from '../model/directory.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListKey, type ListPage, pageSql, toListed } from './list-page.ts'
import { type SqlParameters, sqlParameters } from './sql-parameters.ts'

/** A row of `directories` as `pg` gives it for `directoryColumns`. */
export type DirectoryRow = {
  readonly organization_id: string
  readonly id: string
  readonly name: string
  readonly type: string
  readonly state: string
  readonly external_key: string
  readonly deprovisioning_policy: string
  readonly grace_days: number
  readonly restore_days: number
  readonly created_at: Date
  readonly updated_at: Date
}

type TotalsRow = { readonly active_users: number; readonly inactive_users: number; readonly groups: number }

/** A directory and how many records it holds. */
export type DirectoryWithTotals = Directory & { readonly totals: DirectoryTotals }

/** The columns of `directories` (under the alias `d`) from which `toDirectory` makes a directory. */
export const directoryColumns = `d.organization_id, d.id, d.name, d.type, d.state, d.external_key,
  d.deprovisioning_policy, d.grace_days, d.restore_days, d.created_at, d.updated_at`

// Every directory has its totals. Of a left join PostgreSQL knows that it loses none, and so reads no more than a page; of the two
// columns it would believe that next to nothing fits both, and sort what it has joined of all.
const fromWithTotals = `select ${directoryColumns}, t.active_users, t.inactive_users, t.groups
  from directories d
  left join directory_totals t on t.organization_id = d.organization_id and t.directory_id = d.id`

/**
 * Writes a new directory with what belongs to it from the start: its counts and the head of its event stream, which one of
 * before with the same id may have left behind. Throws `not_found` when its organization is deleted, also just now.
 */
export async function insertDirectory(on: Queryable, directory: Directory): Promise<void> {
  const { organizationId, id, name, type, state, externalKey, createdAt, updatedAt, deprovisioning } = directory
  const { policy, graceDays, restoreDays } = deprovisioning
  const rows = await on.query({
    text: `with organization as materialized (
        select id from organizations where id = $1 and deleted_at is null for key share
      ), directory as (
        insert into directories (organization_id, id, name, type, state, external_key, created_at, updated_at,
          deprovisioning_policy, grace_days, restore_days)
        select id, $2, $3, $4, $5, $6, $7::timestamptz, $8::timestamptz, $9, $10::integer, $11::integer from organization
        returning id
      ), totals as (
        insert into directory_totals (organization_id, directory_id) select id, $2 from organization
      ), stream as (
        insert into streams (organization_id, id, last_occurred_at) select id, $2, $7::timestamptz from organization
        on conflict do nothing
      )
      select id from directory`,
    values: [
      ...[organizationId, id, name, type, state, externalKey, createdAt, updatedAt],
      ...[policy, graceDays, restoreDays],
    ],
  })
  if (rows.length === 0) throw new AppError('not_found', { what: 'organization', id: organizationId })
}

/**
 * Writes what an operator may change of a directory, under the lock of its stream. `isOutOfLine`: its users are to be
 * brought in line with its policy, which the job of src/directory/deprovisioning.ts then does.
 */
export async function updateDirectory(on: Queryable, directory: Directory, isOutOfLine: boolean): Promise<void> {
  const { organizationId, id, name, updatedAt, deprovisioning } = directory
  const { policy, graceDays, restoreDays } = deprovisioning
  await on.query({
    text: `update directories set name = $3, updated_at = $4, deprovisioning_policy = $5, grace_days = $6,
        restore_days = $7, is_out_of_line = is_out_of_line or $8
      where organization_id = $1 and id = $2`,
    values: [organizationId, id, name, updatedAt, policy, graceDays, restoreDays, isOutOfLine],
  })
}

/** The directory with this id, or null; null too when it is another organization's than `organizationId` (null: any). */
export async function findDirectory(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<DirectoryWithTotals | null> {
  const rows = await on.query<DirectoryRow & TotalsRow>({
    name: 'find_directory',
    text: `${fromWithTotals} where d.id = $1 and ($2::text is null or d.organization_id = $2)`,
    values: [id, organizationId],
  })
  return rows[0] ? toDirectoryWithTotals(rows[0]) : null
}

/** Which directories are listed: null opens a condition. */
export type DirectoryFilter = {
  readonly organizationId: string | null
  readonly search: string | null
  /** Only those of the organization that has this domain. */
  readonly domain: string | null
  /** Only those in one of these states, or of one of these types. */
  readonly states?: readonly DirectoryState[] | null
  readonly types?: readonly string[] | null
  /** By the time of their making, which is the default, or by name. */
  readonly sort?: 'created' | 'name'
}

/** A page of directories. */
export async function listDirectories(
  on: Queryable,
  filter: DirectoryFilter,
  page: ListPage,
): Promise<Listed<DirectoryWithTotals>> {
  const { organizationId, search, domain, states, types, sort } = filter
  const parameters = sqlParameters()
  const key = sort === 'name' ? nameKey(parameters, organizationId) : idKey('d.id', parameters)
  const { conditions, end } = pageSql(key, page)
  // Only what is asked for: a condition that could be open has no index.
  const where = [
    'true',
    ...(organizationId === null ? [] : [`d.organization_id = ${parameters.add(organizationId)}`]),
    ...(search === null ? [] : [`strpos(lower(d.name), lower(${parameters.add(search)})) > 0`]),
    ...(domain === null ? [] : [`d.organization_id = (${ownerOf(parameters.add(domain))})`]),
    ...(states ? [`d.state = any(${parameters.add(states)})`] : []),
    ...(types ? [`d.type = any(${parameters.add(types)})`] : []),
    ...conditions,
  ]
  const rows = await on.query<DirectoryRow & TotalsRow>({
    text: `${fromWithTotals} where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toDirectoryWithTotals)
}

/** A list ordered by name. A cursor whose directory is gone, or another organization's, ends the list. */
function nameKey(parameters: SqlParameters, organizationId: string | null): ListKey {
  const name = 'lower(d.name) collate "C"'
  return {
    column: `(${name}, d.id)`,
    place(cursor) {
      const id = parameters.add(cursor)
      const own = organizationId === null ? '' : ` and d.organization_id = ${parameters.add(organizationId)}`
      return `((select ${name} from directories d where d.id = ${id}${own}), ${id})`
    },
    order: (direction) => `${name} ${direction}, d.id ${direction}`,
  }
}

function ownerOf(domain: string): string {
  return `select organization_id from organization_domains where domain = ${domain}`
}

/** Makes a directory of its row. */
export function toDirectory(row: DirectoryRow): Directory {
  return {
    organizationId: row.organization_id,
    id: row.id,
    name: row.name,
    type: row.type,
    state: DirectoryState.parse(row.state),
    externalKey: row.external_key,
    deprovisioning: {
      policy: DeprovisioningPolicy.parse(row.deprovisioning_policy),
      graceDays: row.grace_days,
      restoreDays: row.restore_days,
    },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toDirectoryWithTotals(row: DirectoryRow & TotalsRow): DirectoryWithTotals {
  const totals = { activeUsers: row.active_users, inactiveUsers: row.inactive_users, groups: row.groups }
  return { ...toDirectory(row), totals }
}
