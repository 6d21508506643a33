import {
  IconActivity,
  IconBuilding,
  IconDatabaseExport,
  IconFolders,
  IconIdBadge2,
  IconRefresh,
  IconUser,
  IconUsersGroup,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react'
import type { SearchResult } from '../../shared/api-types.ts'

/** The icon of each kind of object. */
export const kindIcons: Readonly<Record<SearchResult['kind'], TablerIcon>> = {
  organization: IconBuilding,
  directory: IconFolders,
  person: IconUser,
  directory_user: IconIdBadge2,
  directory_group: IconUsersGroup,
  sync_run: IconRefresh,
  event: IconActivity,
  webhook_endpoint: IconWebhook,
  sink: IconDatabaseExport,
}
