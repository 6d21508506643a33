import { auditExportRoute } from './audit-log/audit-export-route.ts'
import { eventStreamRoute } from './event-stream/event-stream-route.ts'
import type { Route, RouteDescription } from './route.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import { auditLogRoutes } from './routes/audit-log.ts'
import { connectionRoutes } from './routes/connections.ts'
import { connectorRoutes } from './routes/connectors.ts'
import { customAttributeRoutes } from './routes/custom-attributes.ts'
import { deletedUserRoutes } from './routes/deleted-users.ts'
import { directoryRoutes } from './routes/directories.ts'
import { directoryGroupRoutes } from './routes/directory-groups.ts'
import { directoryTokenRoutes } from './routes/directory-tokens.ts'
import { directoryUserRoutes } from './routes/directory-users.ts'
import { eventRoutes } from './routes/events.ts'
import { importRoutes } from './routes/imports.ts'
import { organizationDomainRoutes } from './routes/organization-domains.ts'
import { organizationRoutes } from './routes/organizations.ts'
import { portalLinkRoutes } from './routes/portal.ts'
import { schemaExtensionRoutes } from './routes/schema-extensions.ts'
import { scimRequestRoutes } from './routes/scim-requests.ts'
import { sinkRoutes } from './routes/sinks.ts'
import { sourceFileRoutes } from './routes/source-files.ts'
import { syncProblemRoutes } from './routes/sync-problems.ts'
import { syncRunDeedRoutes } from './routes/sync-run-deeds.ts'
import { syncRunRoutes } from './routes/sync-runs.ts'
import { webhookAttemptRoutes } from './routes/webhook-attempts.ts'
import { webhookEndpointRoutes } from './routes/webhook-endpoints.ts'
import { uploadRoute } from './source-files/file-routes.ts'
import { syncProgressRoute } from './sync-progress/progress-route.ts'

/** Every route of the API that takes an API key. */
export const routes: readonly Route[] = [
  ...organizationRoutes,
  ...organizationDomainRoutes,
  ...schemaExtensionRoutes,
  ...customAttributeRoutes,
  ...directoryRoutes,
  ...directoryTokenRoutes,
  ...connectorRoutes,
  ...connectionRoutes,
  ...sourceFileRoutes,
  ...syncRunRoutes,
  ...syncRunDeedRoutes,
  ...syncProblemRoutes,
  ...scimRequestRoutes,
  ...directoryUserRoutes,
  ...deletedUserRoutes,
  ...directoryGroupRoutes,
  ...eventRoutes,
  ...webhookEndpointRoutes,
  ...webhookAttemptRoutes,
  ...sinkRoutes,
  ...portalLinkRoutes,
  ...apiKeyRoutes,
  ...auditLogRoutes,
  ...importRoutes,
]

/** Every route that documents tell of: those, and the streams, which are handled apart. */
export const describedRoutes: readonly RouteDescription[] = [
  ...routes,
  eventStreamRoute,
  auditExportRoute,
  syncProgressRoute,
  uploadRoute,
]
