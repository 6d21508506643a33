import { Box, NavLink, Stack } from '@mantine/core'
import {
  IconActivity,
  IconBuilding,
  IconClipboardList,
  IconFlask,
  IconFolders,
  IconGitBranch,
  IconHierarchy2,
  IconHome,
  IconIdBadge2,
  IconRefresh,
  IconSettings,
  IconSitemap,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
} from '@tabler/icons-react'
import { Link, useMatchRoute } from '@tanstack/react-router'
import { useSession } from './session.ts'
import { strings } from './strings.en.ts'

const { areas } = strings

const places = [
  { to: '/', label: areas.overview, Icon: IconHome },
  { to: '/organizations', label: areas.organizations, Icon: IconBuilding },
  { to: '/directories', label: areas.directories, Icon: IconFolders },
  { to: '/people', label: areas.people, Icon: IconUsers },
  { to: '/teams', label: areas.teams, Icon: IconSitemap },
  { to: '/org-chart', label: areas.orgChart, Icon: IconHierarchy2 },
  { to: '/users', label: areas.users, Icon: IconIdBadge2 },
  { to: '/groups', label: areas.groups, Icon: IconUsersGroup },
  { to: '/as-code', label: areas.asCode, Icon: IconGitBranch },
  { to: '/sync-runs', label: areas.syncRuns, Icon: IconRefresh },
  { to: '/events', label: areas.events, Icon: IconActivity },
  { to: '/webhooks', label: areas.webhooks, Icon: IconWebhook },
  { to: '/audit', label: areas.audit, Icon: IconClipboardList },
  { to: '/settings', label: areas.settings, Icon: IconSettings },
] as const

const demoPlace = { to: '/demo', label: areas.demo, Icon: IconFlask } as const

/** The menu: where one is stands out. */
export function Navigation({ onGo }: { readonly onGo: () => void }) {
  const { data: session } = useSession()
  const match = useMatchRoute()
  return (
    <Box style={{ flex: 1, overflowY: 'auto' }}>
      <Stack gap={2} component="nav" aria-label={strings.menu}>
        {[...places, ...(session?.is_demo ? [demoPlace] : [])].map(({ to, label, Icon }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={label}
            onClick={onGo}
            active={Boolean(match({ to, fuzzy: to !== '/' }))}
            leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
            py={6}
            style={{ borderRadius: 'var(--mantine-radius-md)' }}
          />
        ))}
      </Stack>
    </Box>
  )
}
