import type { Caller, Permission } from '../../model/api-key.ts'
import { isAllowed } from '../../model/api-key.ts'
import type { JsonObject } from '../../model/json.ts'
import { type Attention, type AttentionItem, type AttentionKind, findAttention } from '../../store/attention.ts'
import { type DayOfActivity, readActivity } from '../../store/read-activity.ts'
import { readFirstSteps, readTotals } from '../../store/read-overview.ts'
import type { ApiContext } from '../api-context.ts'

const shownDays = 30
const dayMs = 24 * 60 * 60 * 1000

/** Which permission tells of what. In the order in which they are told: what keeps people out or in comes first. */
const neededFor: Readonly<Record<AttentionKind, Permission>> = {
  directory_quarantined: 'directories:read',
  run_waiting: 'sync_runs:read',
  destination_paused: 'webhook_endpoints:read',
  destination_failing: 'webhook_endpoints:read',
  directory_stale: 'directories:read',
  token_expiring: 'directories:read',
  api_key_expiring: 'api_keys:read',
  portal_link_expiring: 'portal:write',
  directory_silent: 'directories:read',
}

/** Everything that the first screen shows, of what the caller may see. */
export async function readOverviewOf({ database, platform }: ApiContext, caller: Caller): Promise<JsonObject> {
  const now = platform.clock.now()
  const { organizationId, scopes } = caller
  const kinds = (Object.keys(neededFor) as AttentionKind[]).filter((kind) => isAllowed(scopes, neededFor[kind]))
  const days = { from: new Date(now.getTime() - (shownDays - 1) * dayMs), to: now }
  const [attention, totals, steps, activity] = await Promise.all([
    findAttention(database, kinds, { organizationId, now }),
    readTotals(database, organizationId),
    readFirstSteps(database, organizationId),
    mayKnowActivity(scopes) ? readActivity(database, organizationId, days) : null,
  ])
  const { setup, active, quarantined, inactive, deleting } = totals.directories
  const people = totals.activeUsers + totals.inactiveUsers
  return {
    object: 'overview',
    attention: attention.map(toAttentionObject),
    totals: {
      organizations: totals.organizations,
      directories: {
        linked: active,
        validating: setup,
        invalid_credentials: quarantined,
        unlinked: inactive,
        deleting,
      },
      users: { active: totals.activeUsers, inactive: totals.inactiveUsers },
      groups: totals.groups,
    },
    first_steps: {
      organization: totals.organizations > 0,
      // Links are forgotten after a while; whoever has a directory has come further than that.
      portal_link: steps.hasPortalLink || people > 0,
      person: people > 0,
      webhook: steps.hasDestination,
    },
    activity: activity && {
      days: activity.days.map(toDayObject),
      counted_until: activity.countedUntil?.toISOString() ?? null,
    },
  }
}

/** Its figures are of events, runs and deliveries. */
function mayKnowActivity(scopes: Caller['scopes']): boolean {
  return (['events:read', 'sync_runs:read', 'webhook_endpoints:read'] as const).every((one) => isAllowed(scopes, one))
}

function toAttentionObject({ kind, count, items }: Attention): JsonObject {
  return { kind, count, items: items.map(toItemObject) }
}

function toItemObject(item: AttentionItem): JsonObject {
  return {
    id: item.id,
    name: item.name,
    organization_id: item.organizationId,
    organization_name: item.organizationName,
    directory_id: item.directoryId,
    at: item.at.toISOString(),
    code: item.code,
    text: item.text,
    held: item.held,
  }
}

function toDayObject({ day, events, runs, deliveries }: DayOfActivity): JsonObject {
  const { delivered, failed, medianMs, p95Ms } = deliveries
  return { day, events, runs: { ...runs }, deliveries: { delivered, failed, median_ms: medianMs, p95_ms: p95Ms } }
}
