import { AppError } from '../errors.ts'
import type { Organization } from '../model/organization.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { sqlParameters } from './sql-parameters.ts'

type OrganizationRow = {
  readonly id: string
  readonly name: string
  readonly external_id: string | null
  readonly metadata: Readonly<Record<string, string>>
  readonly created_at: Date
  readonly updated_at: Date
}

const columns = 'id, name, external_id, metadata, created_at, updated_at'

/** Writes a new organization. Refused with `external_id_already_used` when another one has its external id. */
export async function insertOrganization(on: Queryable, organization: Organization): Promise<void> {
  const { id, name, externalId, metadata, createdAt, updatedAt } = organization
  const rows = await on.query({
    text: `insert into organizations (${columns}) values ($1, $2, $3, $4, $5, $6)
      on conflict (external_id) do nothing returning id`,
    values: [id, name, externalId, JSON.stringify(metadata), createdAt, updatedAt],
  })
  if (rows.length === 0) throw new AppError('external_id_already_used', { externalId: externalId ?? '' })
}

/** The organization with this id, or null. */
export async function findOrganization(on: Queryable, id: string): Promise<Organization | null> {
  const rows = await on.query<OrganizationRow>({
    name: 'find_organization',
    text: `select ${columns} from organizations where id = $1`,
    values: [id],
  })
  return rows[0] ? toOrganization(rows[0]) : null
}

/** Which organizations are listed: `id` limits a list to that one, `search` to those whose name contains the text. */
export type OrganizationFilter = { readonly id: string | null; readonly search: string | null }

/** A page of organizations. */
export async function listOrganizations(
  on: Queryable,
  filter: OrganizationFilter,
  page: ListPage,
): Promise<Listed<Organization>> {
  const parameters = sqlParameters([filter.id, filter.search])
  const { conditions, end } = pageSql(idKey('id', parameters), page)
  const where = [
    '($1::text is null or id = $1)',
    '($2::text is null or strpos(lower(name), lower($2)) > 0)',
    ...conditions,
  ]
  const rows = await on.query<OrganizationRow>({
    text: `select ${columns} from organizations where ${where.join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toOrganization)
}

function toOrganization(row: OrganizationRow): Organization {
  return {
    id: row.id,
    name: row.name,
    externalId: row.external_id,
    metadata: row.metadata,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
