import { AppError } from '../errors.ts'
import type { Caller } from '../model/api-key.ts'
import type { Organization } from '../model/organization.ts'
import type { Queryable } from '../store/database.ts'
import type { DirectoryWithTotals } from '../store/directories.ts'
import { findDirectory } from '../store/directories.ts'
import { findOrganization } from '../store/organizations.ts'

/** What is asked: the database, or the transaction of a change. */
type Asked = { readonly database: Queryable }

/**
 * The organization that a list is limited to, null for all. Undefined when the caller asks for one that its key does not
 * open: the list is then empty, as it is for an organization that does not exist.
 */
export function organizationOfList(caller: Caller, wanted: string | undefined): string | null | undefined {
  if (caller.organizationId === null) return wanted ?? null
  return wanted === undefined || wanted === caller.organizationId ? caller.organizationId : undefined
}

/** The organization, if it exists and the caller's key opens it; throws `not_found`. */
export async function openOrganization(context: Asked, caller: Caller, id: string): Promise<Organization> {
  const isOpen = caller.organizationId === null || caller.organizationId === id
  const organization = isOpen ? await findOrganization(context.database, id) : null
  if (!organization) throw new AppError('not_found', { what: 'organization', id })
  return organization
}

/** Refuses, with `organization_bound`, what a key that is bound to an organization cannot do. */
export function refuseBound({ type, organizationId }: Caller, action: string): void {
  if (organizationId === null) return
  if (type === 'member') throw new AppError('demo_forbidden', { action })
  throw new AppError('organization_bound', { organizationId, action })
}

/** The directory, if it exists and the caller's key opens its organization; throws `not_found`. */
export async function openDirectory(context: Asked, caller: Caller, id: string): Promise<DirectoryWithTotals> {
  const directory = await findDirectory(context.database, id, caller.organizationId)
  if (!directory) throw new AppError('not_found', { what: 'directory', id })
  return directory
}
