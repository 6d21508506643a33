import { AppError } from '../errors.ts'
import { obstaclesTo } from '../model/extension-change.ts'
import { areConfusable, extensionLimits, type SchemaExtension } from '../model/schema-extension.ts'
import type { Queryable } from '../store/database.ts'
import {
  deleteSchemaExtension,
  findInTheWay,
  lockSchemaExtensions,
  saveSchemaExtension,
} from '../store/schema-extensions.ts'
import type { ApiContext } from './api-context.ts'

type Parts = Pick<ApiContext, 'database' | 'resourceTypes'>

/**
 * Makes or changes an extension of an organization: `change` gives its new state, from those that there are. Refused when
 * its URN could be taken for another one's, when there are too many, and when a stored resource contradicts it.
 */
export async function changeSchemaExtensions(
  { database, resourceTypes }: Parts,
  organizationId: string,
  change: (extensions: readonly SchemaExtension[]) => SchemaExtension,
): Promise<SchemaExtension> {
  const changed = await database.transaction(async (transaction) => {
    const extensions = await lockSchemaExtensions(transaction, organizationId)
    const after = change(extensions)
    const before = extensions.find(({ id }) => id === after.id) ?? null
    if (!before) checkPlace(extensions, after)
    await refuseContradiction(transaction, before, after)
    await saveSchemaExtension(transaction, after)
    return after
  })
  resourceTypes.clear(organizationId)
  return changed
}

/** Removes an extension; refused while a stored resource has values of it. */
export async function removeSchemaExtension(
  { database, resourceTypes }: Parts,
  organizationId: string,
  id: string,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const extension = requireExtension(await lockSchemaExtensions(transaction, organizationId), id)
    await refuseContradiction(transaction, extension, null)
    await deleteSchemaExtension(transaction, extension)
  })
  resourceTypes.clear(organizationId)
}

/** The extension with this id; throws `not_found`. */
export function requireExtension(extensions: readonly SchemaExtension[], id: string): SchemaExtension {
  const found = extensions.find((extension) => extension.id === id)
  if (!found) throw new AppError('not_found', { what: 'schema extension', id })
  return found
}

function checkPlace(extensions: readonly SchemaExtension[], { urn }: SchemaExtension): void {
  const other = extensions.find((extension) => areConfusable(extension.urn, urn))
  if (other) throw new AppError('schema_extension_urn_taken', { urn, other: other.urn })
  if (extensions.length < extensionLimits.extensions) return
  throw new AppError('too_many_schema_extensions', { limit: extensionLimits.extensions })
}

async function refuseContradiction(
  transaction: Queryable,
  before: SchemaExtension | null,
  after: SchemaExtension | null,
): Promise<void> {
  const extension = after ?? before
  const found = extension && (await findInTheWay(transaction, extension, obstaclesTo(before, after)))
  if (!found) return
  const { when, change } = found.obstacle
  const resource = extension.resourceType.toLowerCase()
  throw new AppError(when === 'has' ? 'schema_extension_in_use' : 'schema_extension_value_missing', {
    change,
    resource,
    id: found.id,
  })
}
