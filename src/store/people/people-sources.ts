import type { Queryable } from '../database.ts'

/** A directory as people are made of it. */
export type SourceDirectory = {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly isDeleting: boolean
}

/** The directories of an organization, the oldest first, those too that are being deleted. */
export async function listSourceDirectories(on: Queryable, organizationId: string): Promise<SourceDirectory[]> {
  const rows = await on.query<{ id: string; name: string; type: string; state: string }>({
    name: 'list-source-directories',
    text: 'select id, name, type, state from directories where organization_id = $1 order by id',
    values: [organizationId],
  })
  return rows.map(({ state, ...row }) => ({ ...row, isDeleting: state === 'deleting' }))
}

/** The domains that an organization has shown to be its own. */
export async function listVerifiedDomains(on: Queryable, organizationId: string): Promise<string[]> {
  const rows = await on.query<{ domain: string }>({
    name: 'list-verified-domains',
    text: `select domain from organization_domains where organization_id = $1 and state = 'verified' order by domain`,
    values: [organizationId],
  })
  return rows.map(({ domain }) => domain)
}
