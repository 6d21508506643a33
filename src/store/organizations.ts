import { AppError } from '../errors.ts'
import type { Organization } from '../model/organization.ts'
import type { Queryable } from './database.ts'
import { isUniqueViolation } from './database-errors.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { sqlParameters } from './sql-parameters.ts'

type OrganizationRow = {
  readonly id: string
  readonly name: string
  readonly external_id: string | null
  readonly metadata: Readonly<Record<string, string>>
  readonly allow_profiles_outside_organization: boolean
  readonly created_at: Date
  readonly updated_at: Date
}

const columns = 'id, name, external_id, metadata, allow_profiles_outside_organization, created_at, updated_at'

/** Writes a new organization. Refused with `external_id_already_used` when another one has its external id. */
export async function insertOrganization(on: Queryable, organization: Organization): Promise<void> {
  const rows = await on.query({
    text: `insert into organizations (${columns}) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (external_id) do nothing returning id`,
    values: valuesOf(organization),
  })
  if (rows.length === 0) throw externalIdAlreadyUsed(organization)
}

/** Writes what may be changed of an organization. Refused with `external_id_already_used` like a new one. */
export async function updateOrganization(on: Queryable, organization: Organization): Promise<void> {
  try {
    await on.query({
      text: `update organizations set name = $2, external_id = $3, metadata = $4,
          allow_profiles_outside_organization = $5, updated_at = $6 where id = $1`,
      values: valuesOf(organization).toSpliced(5, 1),
    })
  } catch (error) {
    throw isUniqueViolation(error) ? externalIdAlreadyUsed(organization) : error
  }
}

function valuesOf(organization: Organization): unknown[] {
  const { id, name, externalId, metadata, allowProfilesOutsideOrganization, createdAt, updatedAt } = organization
  return [id, name, externalId, JSON.stringify(metadata), allowProfilesOutsideOrganization, createdAt, updatedAt]
}

function externalIdAlreadyUsed({ externalId }: Organization): AppError {
  return new AppError('external_id_already_used', { externalId: externalId ?? '' })
}

/** The organization with this id, or null. */
export async function findOrganization(on: Queryable, id: string): Promise<Organization | null> {
  const rows = await on.query<OrganizationRow>({
    name: 'find_organization',
    text: `select ${columns} from organizations where id = $1 and deleted_at is null`,
    values: [id],
  })
  return rows[0] ? toOrganization(rows[0]) : null
}

/** The organization with this id, held until the transaction ends, so that nobody changes it meanwhile; or null. */
export async function lockOrganization(on: Queryable, id: string): Promise<Organization | null> {
  const rows = await on.query<OrganizationRow>({
    text: `select ${columns} from organizations where id = $1 and deleted_at is null for no key update`,
    values: [id],
  })
  return rows[0] ? toOrganization(rows[0]) : null
}

/**
 * Keeps an organization from being deleted before the transaction ends, for what is added to it. Throws `not_found` when it
 * is deleted already, also just now.
 */
export async function holdOrganization(on: Queryable, id: string): Promise<void> {
  const rows = await on.query({
    text: 'select id from organizations where id = $1 and deleted_at is null for key share',
    values: [id],
  })
  if (rows.length === 0) throw new AppError('not_found', { what: 'organization', id })
}

/** The organization with this external id, or null; null too when it is another one than `id` (null: any). */
export async function findOrganizationByExternalId(
  on: Queryable,
  externalId: string,
  id: string | null,
): Promise<Organization | null> {
  const rows = await on.query<OrganizationRow>({
    text: `select ${columns} from organizations where external_id = $1 and ($2::text is null or id = $2) and deleted_at is null`,
    values: [externalId, id],
  })
  return rows[0] ? toOrganization(rows[0]) : null
}

/**
 * Which organizations are listed: `id` limits a list to that one, `search` to those whose name contains the text,
 * `domains` to those that have one of these; null opens a condition.
 */
export type OrganizationFilter = {
  readonly id: string | null
  readonly search: string | null
  readonly domains: readonly string[] | null
}

/** A page of organizations. */
export async function listOrganizations(
  on: Queryable,
  filter: OrganizationFilter,
  page: ListPage,
): Promise<Listed<Organization>> {
  const parameters = sqlParameters()
  const { conditions, end } = pageSql(idKey('id', parameters), page)
  // Only what is asked for: a condition that could be open would have all organizations read for a domain's one.
  const where = [
    'deleted_at is null',
    ...(filter.id === null ? [] : [`id = ${parameters.add(filter.id)}`]),
    ...(filter.search === null ? [] : [`strpos(lower(name), lower(${parameters.add(filter.search)})) > 0`]),
    ...(filter.domains === null ? [] : [`id in (${ownersOf(parameters.add(filter.domains))})`]),
    ...conditions,
  ]
  const rows = await on.query<OrganizationRow>({
    text: `select ${columns} from organizations where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toOrganization)
}

function ownersOf(domains: string): string {
  return `select organization_id from organization_domains where domain = any(${domains})`
}

function toOrganization(row: OrganizationRow): Organization {
  return {
    id: row.id,
    name: row.name,
    externalId: row.external_id,
    metadata: row.metadata,
    allowProfilesOutsideOrganization: row.allow_profiles_outside_organization,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
