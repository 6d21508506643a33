import { z } from 'zod'
import { exampleIds, times } from './fields.ts'
import { OrganizationDomain } from './organization-domain.ts'

/** WorkOS's `organization`. */
export const Organization = z
  .object({
    object: z.literal('organization'),
    id: z.string(),
    name: z.string().describe('What people call it.'),
    allow_profiles_outside_organization: z
      .boolean()
      .describe("WorkOS's setting of that name: kept and shown, nothing depends on it."),
    domains: OrganizationDomain.array().describe('Its domains.'),
    metadata: z.record(z.string(), z.string()).describe('What you keep with it.'),
    external_id: z.string().nullable().describe('Your own id of it, unique.'),
    ...times,
  })
  .meta({
    id: 'Organization',
    description: 'A customer of yours, or your own company: the unit of isolation.',
    example: {
      object: 'organization',
      id: exampleIds.organization,
      name: 'Acme',
      allow_profiles_outside_organization: false,
      domains: [],
      metadata: { tier: 'gold' },
      external_id: 'crm-1',
      created_at: '2026-11-02T09:00:00.000Z',
      updated_at: '2026-11-02T09:00:00.000Z',
    },
  })
