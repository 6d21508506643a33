import { auditExportRoute } from './audit-log/audit-export-route.ts'
import { eventStreamRoute } from './event-stream/event-stream-route.ts'
import type { Route, RouteDescription } from './route.ts'
import { allSyncRunRoutes } from './routes/all-sync-runs.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import { attributeCaseRoutes } from './routes/attribute-cases.ts'
import { auditLogRoutes } from './routes/audit-log.ts'
import { configRepositoryRoutes } from './routes/config-repositories.ts'
import { connectionRoutes } from './routes/connections.ts'
import { connectorRoutes } from './routes/connectors.ts'
import { customAttributeRoutes } from './routes/custom-attributes.ts'
import { deletedUserRoutes } from './routes/deleted-users.ts'
import { directoryRoutes } from './routes/directories.ts'
import { directoryGroupRoutes } from './routes/directory-groups.ts'
import { directorySetupRoutes } from './routes/directory-setups.ts'
import { directoryTokenRoutes } from './routes/directory-tokens.ts'
import { directoryUserRoutes } from './routes/directory-users.ts'
import { directoryViewRoutes } from './routes/directory-views.ts'
import { eventRoutes } from './routes/events.ts'
import { explanationRoutes } from './routes/explanations.ts'
import { groupMemberRoutes } from './routes/group-members.ts'
import { handMemberRoutes } from './routes/hand-members.ts'
import { importRoutes } from './routes/imports.ts'
import { matchCaseRoutes } from './routes/match-cases.ts'
import { memberObjectRoutes } from './routes/member-objects.ts'
import { memberRoutes } from './routes/members.ts'
import { orgChartRoutes } from './routes/org-chart.ts'
import { organizationDomainRoutes } from './routes/organization-domains.ts'
import { organizationRoutes } from './routes/organizations.ts'
import { overlayRoutes } from './routes/overlay.ts'
import { overviewRoutes } from './routes/overview.ts'
import { peopleRoutes } from './routes/people.ts'
import { personLinkRoutes } from './routes/person-links.ts'
import { personMergeRoutes } from './routes/person-merge.ts'
import { personViewRoutes } from './routes/person-views.ts'
import { planRoutes } from './routes/plans.ts'
import { portalLinkRoutes } from './routes/portal.ts'
import { providerRoutes } from './routes/providers.ts'
import { ruleRoutes } from './routes/rules.ts'
import { schemaExtensionRoutes } from './routes/schema-extensions.ts'
import { scimRequestRoutes } from './routes/scim-requests.ts'
import { settingsRoutes } from './routes/settings.ts'
import { sinkRoutes } from './routes/sinks.ts'
import { sourceFileRoutes } from './routes/source-files.ts'
import { syncProblemGroupRoutes } from './routes/sync-problem-groups.ts'
import { syncProblemRoutes } from './routes/sync-problems.ts'
import { syncRunDeedRoutes } from './routes/sync-run-deeds.ts'
import { syncRunRoutes } from './routes/sync-runs.ts'
import { userHistoryRoutes } from './routes/user-history.ts'
import { webhookAttemptRoutes } from './routes/webhook-attempts.ts'
import { webhookEndpointRoutes } from './routes/webhook-endpoints.ts'
import { uploadRoute } from './source-files/file-routes.ts'
import { syncProgressRoute } from './sync-progress/progress-route.ts'
import { userExportRoute } from './users/user-export-route.ts'

/** Every route of the API that takes an API key. */
export const routes: readonly Route[] = [
  ...organizationRoutes,
  ...organizationDomainRoutes,
  ...schemaExtensionRoutes,
  ...customAttributeRoutes,
  ...overviewRoutes,
  ...directoryRoutes,
  ...directoryTokenRoutes,
  ...directorySetupRoutes,
  ...providerRoutes,
  ...connectorRoutes,
  ...connectionRoutes,
  ...sourceFileRoutes,
  ...syncRunRoutes,
  ...allSyncRunRoutes,
  ...syncRunDeedRoutes,
  ...syncProblemRoutes,
  ...syncProblemGroupRoutes,
  ...scimRequestRoutes,
  ...explanationRoutes,
  ...directoryViewRoutes,
  ...directoryUserRoutes,
  ...deletedUserRoutes,
  ...directoryGroupRoutes,
  ...groupMemberRoutes,
  ...userHistoryRoutes,
  ...peopleRoutes,
  ...personViewRoutes,
  ...attributeCaseRoutes,
  ...personLinkRoutes,
  ...matchCaseRoutes,
  ...personMergeRoutes,
  ...memberObjectRoutes,
  ...handMemberRoutes,
  ...overlayRoutes,
  ...orgChartRoutes,
  ...ruleRoutes,
  ...planRoutes,
  ...configRepositoryRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
  ...webhookAttemptRoutes,
  ...sinkRoutes,
  ...portalLinkRoutes,
  ...apiKeyRoutes,
  ...memberRoutes,
  ...settingsRoutes,
  ...auditLogRoutes,
  ...importRoutes,
]

/** Every route that documents tell of: those, and the streams, which are handled apart. */
export const describedRoutes: readonly RouteDescription[] = [
  ...routes,
  eventStreamRoute,
  auditExportRoute,
  userExportRoute,
  syncProgressRoute,
  uploadRoute,
]
