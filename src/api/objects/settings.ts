import { z } from 'zod'
import { Permission } from '../../model/api-key.ts'
import { Guards } from '../../model/connection.ts'
import { Role } from '../../model/role.ts'
import { TimeOrNull } from './fields.ts'

const TextOrNull = z.string().nullable()

const SingleSignOn = z.object({
  name: z.string().describe('What the button says.'),
  issuer: z.string(),
  client_id: z.string(),
  scopes: z.string().array(),
  role_claim: TextOrNull.describe('Whose values give roles; null: roles are given here.'),
  roles: z.object({ value: z.string(), role: Role }).array(),
  allowed_domains: z.string().array(),
  trusts_email: z.boolean().describe('Whether addresses count as verified where the provider does not say so.'),
})

/** What holds for the whole server. */
export const Settings = z
  .object({
    object: z.literal('settings'),
    version: z.string(),
    public_url: z.string().describe('Where sources and browsers reach the server.'),
    branding: z
      .object({ name: TextOrNull, logo: TextOrNull, colour: TextOrNull, contact: TextOrNull })
      .describe('How the set-up portal looks.'),
    deletion_guards: Guards.describe('What new connections begin with: see [guards](sync.md#guards).'),
    retention: z
      .object({
        event_days: z.int(),
        scim_request_days: z.int(),
        audit_log_days: z.int(),
        delivery_attempt_days: z.int(),
      })
      .describe('How many days what is kept.'),
    limits: z.object({
      api_requests_per_minute: z.int(),
      scim_requests_per_second: z.int(),
      scim_requests_in_flight: z.int(),
    }),
    single_sign_on: SingleSignOn.nullable().describe('The OpenID provider of the team; null: none.'),
    single_sign_on_redirect_uri: z.string().describe('What the provider has to know as the redirect URI.'),
    roles: z
      .object({ role: Role, permissions: z.enum(Permission.options).array() })
      .array()
      .describe('What each role of the team may do.'),
    health: z.object({
      is_ready: z.boolean(),
      checks: z.record(z.string(), z.string()).describe('Each thing checked, with `ok` or what there is to say.'),
    }),
    nodes: z
      .object({ id: z.string(), started_at: TimeOrNull })
      .array()
      .describe('The processes that are alive on this database.'),
  })
  .meta({
    id: 'Settings',
    description: 'What holds for the whole server.',
    example: {
      object: 'settings',
      version: '0.1.0',
      public_url: 'https://muster.example',
      branding: { name: 'Harrowmere', logo: null, colour: '#1d4ed8', contact: 'support@operator.example' },
      deletion_guards: {
        users: { percent: 10, at_least: 5 },
        groups: { percent: 20, at_least: 5 },
        memberships: { percent: 20, at_least: 20 },
        blanked: { percent: 20, at_least: 5 },
      },
      retention: { event_days: 90, scim_request_days: 14, audit_log_days: 400, delivery_attempt_days: 14 },
      limits: { api_requests_per_minute: 6000, scim_requests_per_second: 10_000, scim_requests_in_flight: 512 },
      single_sign_on: null,
      single_sign_on_redirect_uri: 'https://muster.example/dashboard/sign-in/oidc/callback',
      roles: [{ role: 'auditor', permissions: ['organizations:read', 'directories:read'] }],
      health: { is_ready: true, checks: { database: 'ok', migrations: 'ok', sequencer: 'leading' } },
      nodes: [{ id: 'node_01KA3V9D2E4F6G8H0J2K4M6N8P', started_at: '2026-11-02T09:00:00.000Z' }],
    },
  })
