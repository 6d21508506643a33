import { z } from 'zod'
import { DomainState, VerificationStrategy } from '../../model/organization-domain.ts'
import { exampleIds, times } from './fields.ts'

/** WorkOS's `organization_domain`. */
export const OrganizationDomain = z
  .object({
    object: z.literal('organization_domain'),
    id: z.string(),
    organization_id: z.string().describe('The organization that it belongs to.'),
    domain: z.string().describe('The name, in lower case.'),
    state: DomainState.describe(
      '`pending` until somebody shows that it is theirs, then `verified`; `failed` when nobody did in time.',
    ),
    verification_prefix: z.string().describe('The label before the domain under which the TXT record is looked for.'),
    verification_token: z.string().describe('What the TXT record has to say.'),
    verification_strategy: VerificationStrategy.describe('`dns`: by a TXT record. `manual`: by whoever added it.'),
    ...times,
  })
  .meta({
    id: 'OrganizationDomain',
    description: 'A domain of an organization. No two organizations have the same.',
    example: {
      object: 'organization_domain',
      id: exampleIds.domain,
      organization_id: exampleIds.organization,
      domain: 'acme.example',
      state: 'verified',
      verification_prefix: '_muster-challenge',
      verification_token: 'm7Yd0aVxw2kTq9',
      verification_strategy: 'dns',
      created_at: '2026-11-02T09:00:00.000Z',
      updated_at: '2026-11-02T09:30:00.000Z',
    },
  })
