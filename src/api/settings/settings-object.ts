import { decodeTime } from 'ulid'
import type { JsonObject } from '../../model/json.ts'
import { permissionsOf, Role, scopesOfRole } from '../../model/role.ts'
import type { OidcConfig } from '../../platform/oidc-config.ts'
import { version } from '../../platform/version.ts'
import { listLivingNodes } from '../../store/delivery-nodes.ts'
import type { ApiContext } from '../api-context.ts'
import { readBranding } from '../portal/read-branding.ts'
import { readGuardDefaults } from './read-guard-defaults.ts'

/** Everything that is set for the whole of this server, and how it is. */
export async function toSettingsObject(context: ApiContext): Promise<JsonObject> {
  const { database, retention, scimLimits, oidc } = context
  const [branding, guards, nodes, readiness] = await Promise.all([
    readBranding(database),
    readGuardDefaults(database),
    listLivingNodes(database),
    context.readiness(),
  ])
  return {
    object: 'settings',
    version,
    public_url: context.publicUrl(),
    branding: { ...branding },
    deletion_guards: { ...guards },
    retention: {
      event_days: retention.eventDays,
      scim_request_days: retention.scimRequestDays,
      audit_log_days: retention.auditDays,
      delivery_attempt_days: retention.deliveryAttemptDays,
    },
    limits: {
      api_requests_per_minute: context.apiRequestsPerMinute,
      scim_requests_per_second: scimLimits.requestsPerSecond,
      scim_requests_in_flight: scimLimits.requestsInFlight,
    },
    single_sign_on: oidc && toSingleSignOn(oidc.config),
    single_sign_on_redirect_uri: `${context.publicUrl()}/dashboard/sign-in/oidc/callback`,
    roles: Role.options.map((role) => ({ role, permissions: [...permissionsOf(scopesOfRole(role))] })),
    health: { is_ready: readiness.ready, checks: { ...readiness.checks } },
    nodes: nodes.map((id) => ({ id, started_at: startOf(id) })),
  }
}

function toSingleSignOn(config: OidcConfig): JsonObject {
  return {
    name: config.name,
    issuer: config.issuer,
    client_id: config.clientId,
    scopes: [...config.scopes],
    role_claim: config.roleClaim,
    roles: [...config.roles].map(([value, role]) => ({ value, role })),
    allowed_domains: [...config.allowedDomains],
    trusts_email: config.trustsEmail,
  }
}

/** A node's id has the time of its start in it. */
function startOf(id: string): string | null {
  const ulid = id.slice(id.indexOf('_') + 1)
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(ulid) ? new Date(decodeTime(ulid)).toISOString() : null
}
