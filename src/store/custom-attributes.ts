import type { CustomAttribute } from '../model/custom-attribute.ts'
import type { Queryable } from './database.ts'

type CustomAttributeRow = {
  readonly organization_id: string
  readonly name: string
  readonly type: CustomAttribute['type']
  readonly form: CustomAttribute['form']
  readonly description: string | null
  readonly created_at: Date
  readonly updated_at: Date
}

const columns = 'organization_id, name, type, form, description, created_at, updated_at'

/** All that an organization has declared, which are few, by name. */
export async function readCustomAttributes(on: Queryable, organizationId: string): Promise<CustomAttribute[]> {
  const rows = await on.query<CustomAttributeRow>({
    name: 'read_custom_attributes',
    text: `select ${columns} from custom_attributes where organization_id = $1 order by name`,
    values: [organizationId],
  })
  return rows.map(toCustomAttribute)
}

/** Declares an attribute, or declares it anew; it keeps the time at which it was made first. Returns what is stored. */
export async function putCustomAttribute(on: Queryable, attribute: CustomAttribute): Promise<CustomAttribute> {
  const { organizationId, name, type, form, description, createdAt, updatedAt } = attribute
  const rows = await on.query<CustomAttributeRow>({
    text: `insert into custom_attributes (${columns}) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (organization_id, name) do update set type = excluded.type, form = excluded.form,
        description = excluded.description, updated_at = excluded.updated_at
      returning ${columns}`,
    values: [organizationId, name, type, form, description, createdAt, updatedAt],
  })
  return rows.map(toCustomAttribute)[0] ?? attribute
}

/** Takes a declaration back; false where there was none. Values that users have stay until their next sync. */
export async function deleteCustomAttribute(
  on: Queryable,
  { organizationId, name }: Pick<CustomAttribute, 'organizationId' | 'name'>,
): Promise<boolean> {
  const rows = await on.query({
    text: 'delete from custom_attributes where organization_id = $1 and name = $2 returning name',
    values: [organizationId, name],
  })
  return rows.length > 0
}

function toCustomAttribute(row: CustomAttributeRow): CustomAttribute {
  const { organization_id: organizationId, name, type, form, description } = row
  return { organizationId, name, type, form, description, createdAt: row.created_at, updatedAt: row.updated_at }
}
