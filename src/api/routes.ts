import type { Route } from './route.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import { deletedUserRoutes } from './routes/deleted-users.ts'
import { directoryRoutes } from './routes/directories.ts'
import { directoryGroupRoutes } from './routes/directory-groups.ts'
import { directoryTokenRoutes } from './routes/directory-tokens.ts'
import { directoryUserRoutes } from './routes/directory-users.ts'
import { eventRoutes } from './routes/events.ts'
import { organizationRoutes } from './routes/organizations.ts'
import { schemaExtensionRoutes } from './routes/schema-extensions.ts'
import { scimRequestRoutes } from './routes/scim-requests.ts'

/** Every route of the API that takes an API key. */
export const routes: readonly Route[] = [
  ...organizationRoutes,
  ...schemaExtensionRoutes,
  ...directoryRoutes,
  ...directoryTokenRoutes,
  ...scimRequestRoutes,
  ...directoryUserRoutes,
  ...deletedUserRoutes,
  ...directoryGroupRoutes,
  ...eventRoutes,
  ...apiKeyRoutes,
]
