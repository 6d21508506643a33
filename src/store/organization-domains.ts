import { AppError } from '../errors.ts'
import { DomainState, type OrganizationDomain, VerificationStrategy } from '../model/organization-domain.ts'
import type { Queryable } from './database.ts'

type DomainRow = {
  readonly id: string
  readonly organization_id: string
  readonly domain: string
  readonly state: string
  readonly verification_strategy: string
  readonly verification_token: string
  readonly created_at: Date
  readonly updated_at: Date
}

const columns = 'id, organization_id, domain, state, verification_strategy, verification_token, created_at, updated_at'

/** Writes a new domain. Refused with `domain_already_exists` when this or another organization has it. */
export async function insertOrganizationDomain(on: Queryable, domain: OrganizationDomain): Promise<void> {
  const rows = await on.query({
    text: `insert into organization_domains (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (domain) do nothing returning id`,
    values: [
      domain.id,
      domain.organizationId,
      domain.domain,
      domain.state,
      domain.verificationStrategy,
      domain.verificationToken,
      domain.createdAt,
      domain.updatedAt,
    ],
  })
  if (rows.length === 0) throw new AppError('domain_already_exists', { domain: domain.domain })
}

/** Writes how the verification of a domain stands. False when it was verified meanwhile, or is gone: then nothing is written. */
export async function updateOrganizationDomain(on: Queryable, domain: OrganizationDomain): Promise<boolean> {
  const rows = await on.query({
    text: `update organization_domains set state = $3, verification_strategy = $4, updated_at = $5
      where organization_id = $1 and id = $2 and state <> 'verified' returning id`,
    values: [domain.organizationId, domain.id, domain.state, domain.verificationStrategy, domain.updatedAt],
  })
  return rows.length > 0
}

/** Removes a domain. False when it is gone already. */
export async function deleteOrganizationDomain(
  on: Queryable,
  { organizationId, id }: Pick<OrganizationDomain, 'organizationId' | 'id'>,
): Promise<boolean> {
  const rows = await on.query({
    text: 'delete from organization_domains where organization_id = $1 and id = $2 returning id',
    values: [organizationId, id],
  })
  return rows.length > 0
}

/** The domain with this id, or null; null too when it is another organization's than `organizationId` (null: any). */
export async function findOrganizationDomain(
  on: Queryable,
  id: string,
  organizationId: string | null,
): Promise<OrganizationDomain | null> {
  const rows = await on.query<DomainRow>({
    text: `select ${columns} from organization_domains where id = $1 and ($2::text is null or organization_id = $2)`,
    values: [id, organizationId],
  })
  return rows[0] ? toOrganizationDomain(rows[0]) : null
}

/** The domains of organizations, oldest first, by the organization's id. */
export async function domainsOfOrganizations(
  on: Queryable,
  organizationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly OrganizationDomain[]>> {
  const rows = await on.query<DomainRow>({
    text: `select ${columns} from organization_domains where organization_id = any($1) order by organization_id, id`,
    values: [organizationIds],
  })
  return Map.groupBy(rows.map(toOrganizationDomain), ({ organizationId }) => organizationId)
}

function toOrganizationDomain(row: DomainRow): OrganizationDomain {
  return {
    id: row.id,
    organizationId: row.organization_id,
    domain: row.domain,
    state: DomainState.parse(row.state),
    verificationStrategy: VerificationStrategy.parse(row.verification_strategy),
    verificationToken: row.verification_token,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
