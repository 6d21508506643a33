import { z } from 'zod'
import type { JsonObject } from './json.ts'

/** `pending`: nobody has shown yet that it is theirs. `failed`: nobody did in time. Verified once, it stays so. */
export const DomainState = z.enum(['pending', 'verified', 'failed'])
export type DomainState = z.infer<typeof DomainState>

/** `dns`: by a TXT record. `manual`: whoever added the domain said that it is verified. */
export const VerificationStrategy = z.enum(['dns', 'manual'])
export type VerificationStrategy = z.infer<typeof VerificationStrategy>

/** A domain of an organization; no two organizations have the same. */
export type OrganizationDomain = {
  readonly id: string
  readonly organizationId: string
  /** In lower case. */
  readonly domain: string
  readonly state: DomainState
  readonly verificationStrategy: VerificationStrategy
  /** What the TXT record has to say. */
  readonly verificationToken: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The label before a domain under which the TXT record is looked for: `_muster-challenge.example.com`. */
export const verificationPrefix = '_muster-challenge'

/** A domain as the API shows it: WorkOS's `organization_domain` (API reference, "Organization Domain"). */
export function toOrganizationDomainObject(domain: OrganizationDomain): JsonObject {
  return {
    object: 'organization_domain',
    id: domain.id,
    organization_id: domain.organizationId,
    domain: domain.domain,
    state: domain.state,
    verification_prefix: verificationPrefix,
    verification_token: domain.verificationToken,
    verification_strategy: domain.verificationStrategy,
    created_at: domain.createdAt.toISOString(),
    updated_at: domain.updatedAt.toISOString(),
  }
}

/** A domain as `dsync.activated` shows it (WorkOS, events reference). */
export function toEventDomainObject({ id, domain }: Pick<OrganizationDomain, 'id' | 'domain'>): JsonObject {
  return { object: 'organization_domain', id, domain }
}
