import { z } from 'zod'
import { DeprovisioningPolicy } from '../../model/directory.ts'
import { exampleIds, times } from './fields.ts'

const example = {
  object: 'directory',
  id: exampleIds.directory,
  organization_id: exampleIds.organization,
  external_key: 'k3J9sQ2xWvT1',
  type: 'okta scim v2.0',
  state: 'linked',
  name: 'Okta of Acme',
  deprovisioning: { policy: 'suspend', grace_days: 30, restore_days: 30 },
  metadata: { users: { active: 212, inactive: 4 }, groups: 17 },
  created_at: '2026-11-02T09:01:00.000Z',
  updated_at: '2026-11-02T09:05:00.000Z',
  endpoint: `https://muster.example/scim/v2/${exampleIds.directory}`,
} as const

const whole = z.int().min(0)

/** WorkOS's `directory`, and the SCIM base URL. */
export const Directory = z
  .object({
    object: z.literal('directory'),
    id: z.string(),
    organization_id: z.string().describe('The organization that it belongs to.'),
    external_key: z.string().describe('A short random name that is safe to show in URLs of screens.'),
    type: z.string().describe('The source: `okta scim v2.0` pushes SCIM, `okta` is read by Muster.'),
    state: z
      .enum(['validating', 'linked', 'invalid_credentials', 'unlinked', 'deleting'])
      .describe(
        '`validating` until the source has written, then `linked`; `unlinked` while paused; `invalid_credentials` when stopped for repeated failure; `deleting` while it is removed.',
      ),
    name: z.string().describe('What people call it.'),
    deprovisioning: z
      .object({ policy: DeprovisioningPolicy, grace_days: whole, restore_days: whole })
      .describe('What it means when the source deactivates or deletes users.'),
    metadata: z
      .object({ users: z.object({ active: whole, inactive: whole }), groups: whole })
      .describe('How many users and groups it holds.'),
    ...times,
    endpoint: z
      .url()
      .nullable()
      .describe('The SCIM base URL for the identity provider; null where Muster reads the source itself.'),
  })
  .meta({ id: 'Directory', description: 'One connection of an organization to an identity provider.', example })

/** A directory as the answer to its making shows it. */
export const DirectoryWithToken = Directory.extend({
  bearer_token: z
    .string()
    .nullable()
    .describe('The secret for the identity provider; shown this once. Null where Muster reads the source itself.'),
}).meta({
  id: 'DirectoryWithToken',
  description: 'A directory that was just made, with its first bearer token.',
  example: { ...example, state: 'validating', bearer_token: 'scim_9Xk2mQ7vT4bW8zR1nY5cL3pD6fH0jG' },
})
