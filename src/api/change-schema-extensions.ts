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

/** An extension before a change, null where it was not there, and after it. */
export type ExtensionChange = { readonly before: SchemaExtension | null; readonly after: SchemaExtension }

/**
 * Makes or changes an extension of an organization: `change` gives its new state, from those that there are. Refused when
 * its URN could be taken for another one's, when there are too many, and when a stored resource contradicts it. What is
 * served to the organization (`resourceTypes`) is to be forgotten after the commit.
 */
export async function changeSchemaExtensions(
  transaction: Queryable,
  organizationId: string,
  change: (extensions: readonly SchemaExtension[]) => SchemaExtension,
): Promise<ExtensionChange> {
  const extensions = await lockSchemaExtensions(transaction, organizationId)
  const after = change(extensions)
  const before = extensions.find(({ id }) => id === after.id) ?? null
  if (!before) checkPlace(extensions, after)
  await refuseContradiction(transaction, before, after)
  await saveSchemaExtension(transaction, after)
  return { before, after }
}

/** Removes an extension and gives it; refused while a stored resource has values of it. */
export async function removeSchemaExtension(
  transaction: Queryable,
  organizationId: string,
  id: string,
): Promise<SchemaExtension> {
  const extension = requireExtension(await lockSchemaExtensions(transaction, organizationId), id)
  await refuseContradiction(transaction, extension, null)
  await deleteSchemaExtension(transaction, extension)
  return extension
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
