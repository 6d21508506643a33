import {
  IconActivity,
  IconBuilding,
  IconDatabaseExport,
  IconFolders,
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
  directory_user: IconUser,
  directory_group: IconUsersGroup,
  sync_run: IconRefresh,
  event: IconActivity,
  webhook_endpoint: IconWebhook,
  sink: IconDatabaseExport,
}
