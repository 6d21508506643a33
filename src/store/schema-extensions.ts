import { AppError } from '../errors.ts'
import type { ExtensionAttribute } from '../model/extension-attribute.ts'
import type { Obstacle } from '../model/extension-change.ts'
import type { SchemaExtension } from '../model/schema-extension.ts'
import type { Queryable } from './database.ts'
import { idKey, type Listed, type ListPage, pageSql, toListed } from './list-page.ts'
import { lockOrganization } from './organizations.ts'
import { sqlParameters } from './sql-parameters.ts'

type SchemaExtensionRow = {
  readonly organization_id: string
  readonly id: string
  readonly resource_type: SchemaExtension['resourceType']
  readonly urn: string
  readonly name: string
  readonly description: string
  readonly required: boolean
  readonly attributes: readonly ExtensionAttribute[]
  readonly created_at: Date
  readonly updated_at: Date
}

const columns =
  'organization_id, id, resource_type, urn, name, description, required, attributes, created_at, updated_at'

/** All extensions of an organization, which are few, in the order of their making. */
export async function readSchemaExtensions(on: Queryable, organizationId: string): Promise<SchemaExtension[]> {
  const rows = await on.query<SchemaExtensionRow>({
    name: 'read_schema_extensions',
    text: `select ${columns} from schema_extensions where organization_id = $1 order by id`,
    values: [organizationId],
  })
  return rows.map(toSchemaExtension)
}

/**
 * The same, and nobody else changes the extensions of the organization before the transaction ends. What refers to the
 * organization can still be written meanwhile. Throws `not_found` when it is deleted, also just now.
 */
export async function lockSchemaExtensions(transaction: Queryable, organizationId: string): Promise<SchemaExtension[]> {
  const organization = await lockOrganization(transaction, organizationId)
  if (!organization) throw new AppError('not_found', { what: 'organization', id: organizationId })
  return readSchemaExtensions(transaction, organizationId)
}

/** A page of an organization's extensions. */
export async function listSchemaExtensions(
  on: Queryable,
  organizationId: string,
  page: ListPage,
): Promise<Listed<SchemaExtension>> {
  const parameters = sqlParameters([organizationId])
  const { conditions, end } = pageSql(idKey('id', parameters), page)
  const rows = await on.query<SchemaExtensionRow>({
    text: `select ${columns} from schema_extensions where ${['organization_id = $1', ...conditions].join(' and ')} ${end}`,
    values: parameters.values,
  })
  return toListed(rows, page, toSchemaExtension)
}

/** Writes an extension: a new one, or the new state of one that there is. Its URN and resource type stay what they were. */
export async function saveSchemaExtension(on: Queryable, extension: SchemaExtension): Promise<void> {
  const { organizationId, id, resourceType, urn, name, description, required, createdAt, updatedAt } = extension
  const attributes = JSON.stringify(extension.attributes)
  await on.query({
    text: `insert into schema_extensions (${columns}, urn_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      on conflict (organization_id, id) do update set name = excluded.name, description = excluded.description,
        required = excluded.required, attributes = excluded.attributes, updated_at = excluded.updated_at`,
    values: [
      ...[organizationId, id, resourceType, urn, name, description, required, attributes, createdAt, updatedAt],
      urn.toLowerCase(),
    ],
  })
}

/** Removes an extension. */
export async function deleteSchemaExtension(
  on: Queryable,
  { organizationId, id }: Pick<SchemaExtension, 'organizationId' | 'id'>,
): Promise<void> {
  await on.query({
    text: 'delete from schema_extensions where organization_id = $1 and id = $2',
    values: [organizationId, id],
  })
}

/** A resource that stands in the way of a change, and in the way of which one. */
export type InTheWay = { readonly id: string; readonly obstacle: Obstacle }

const longestSearch = '20s'

/**
 * Looks through all users or groups of an organization for one that stands in the way; null if there is none. No index
 * helps, because one on what is in documents would make every write dearer; so it reads them all, for 20 s at most, and
 * then fails with `database_unavailable`. The first one that it finds ends it. Within a transaction only.
 */
export async function findInTheWay(
  transaction: Queryable,
  { organizationId, resourceType }: Pick<SchemaExtension, 'organizationId' | 'resourceType'>,
  obstacles: readonly Obstacle[],
): Promise<InTheWay | null> {
  if (obstacles.length === 0) return null
  await transaction.query({ text: `set local statement_timeout = '${longestSearch}'` })
  const [found] = await transaction.query<{ id: string; number: number }>({
    text: `select r.id, p.number::int as number
      from ${resourceType === 'User' ? 'users' : 'groups'} r
      cross join unnest($2::jsonpath[]) with ordinality as p(path, number)
      where r.organization_id = $1 and jsonb_path_exists(r.document, p.path)
      limit 1`,
    values: [organizationId, obstacles.map(jsonPath)],
  })
  const obstacle = found && obstacles[found.number - 1]
  return obstacle ? { id: found.id, obstacle } : null
}

// In the lax mode that is the default, a path goes through the elements of an array by itself.
function jsonPath({ when, path }: Obstacle): string {
  const keys = path.map((key) => JSON.stringify(key))
  if (when === 'has') return ['$', ...keys].join('.')
  return `${['$', ...keys.slice(0, -1)].join('.')} ? (!exists(@.${keys.at(-1)}))`
}

function toSchemaExtension(row: SchemaExtensionRow): SchemaExtension {
  return {
    id: row.id,
    organizationId: row.organization_id,
    urn: row.urn,
    name: row.name,
    description: row.description,
    resourceType: row.resource_type,
    required: row.required,
    attributes: row.attributes,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
