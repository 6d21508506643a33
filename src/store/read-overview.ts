import type { DirectoryState } from '../model/directory.ts'
import type { Queryable } from './database.ts'

/** The id of the organization with this external id, or null. */
export async function findOrganizationId(on: Queryable, externalId: string): Promise<string | null> {
  const rows = await on.query<{ readonly id: string }>({
    text: 'select id from organizations where external_id = $1 order by id limit 1',
    values: [externalId],
  })
  return rows[0]?.id ?? null
}

/** How much there is in one organization, or in all of them. */
export type Totals = {
  readonly organizations: number
  readonly directories: Readonly<Record<DirectoryState, number>>
  readonly activeUsers: number
  readonly inactiveUsers: number
  readonly groups: number
}

/** Adds up what is kept of each directory; nobody is counted. `organizationId` null adds up all. */
export async function readTotals(on: Queryable, organizationId: string | null): Promise<Totals> {
  const [organizations, states] = await Promise.all([
    on.query<{ count: number }>({
      name: 'count-organizations',
      text: 'select count(*)::integer as count from organizations where deleted_at is null and ($1::text is null or id = $1)',
      values: [organizationId],
    }),
    on.query<{ state: DirectoryState; directories: number; active: number; inactive: number; groups: number }>({
      name: 'read-totals',
      text: `select d.state, count(*)::integer as directories, sum(t.active_users)::bigint as active,
          sum(t.inactive_users)::bigint as inactive, sum(t.groups)::bigint as groups
        from directories d join directory_totals t on t.organization_id = d.organization_id and t.directory_id = d.id
        where $1::text is null or d.organization_id = $1 group by d.state`,
      values: [organizationId],
    }),
  ])
  const live = states.filter(({ state }) => state !== 'deleting')
  const sum = (of: 'active' | 'inactive' | 'groups') => live.reduce((total, row) => total + row[of], 0)
  const countOf = (state: DirectoryState) => states.find((row) => row.state === state)?.directories ?? 0
  return {
    organizations: organizations[0]?.count ?? 0,
    directories: {
      setup: countOf('setup'),
      active: countOf('active'),
      quarantined: countOf('quarantined'),
      inactive: countOf('inactive'),
      deleting: countOf('deleting'),
    },
    activeUsers: sum('active'),
    inactiveUsers: sum('inactive'),
    groups: sum('groups'),
  }
}

/** Whether there is any link to the portal, and any place where events are delivered: the first steps of whoever begins. */
export async function readFirstSteps(
  on: Queryable,
  organizationId: string | null,
): Promise<{ readonly hasPortalLink: boolean; readonly hasDestination: boolean }> {
  const [row] = await on.query<{ link: boolean; destination: boolean }>({
    name: 'read-first-steps',
    text: `select exists (select from portal_links where $1::text is null or organization_id = $1) as link,
      exists (select from destinations where $1::text is null or organization_id = $1) as destination`,
    values: [organizationId],
  })
  return { hasPortalLink: row?.link ?? false, hasDestination: row?.destination ?? false }
}
