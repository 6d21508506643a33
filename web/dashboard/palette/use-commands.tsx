import { useMantineColorScheme } from '@mantine/core'
import {
  IconActivity,
  IconBuilding,
  IconClipboardList,
  IconFilterCode,
  IconFlask,
  IconFolders,
  IconGitBranch,
  IconHome,
  IconIdBadge2,
  IconListDetails,
  IconMoon,
  IconPlus,
  IconRefresh,
  IconSettings,
  IconSun,
  IconSunMoon,
  IconUserQuestion,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
} from '@tabler/icons-react'
import { useMay, useSession } from '../session.ts'
import { strings as frame } from '../strings.en.ts'
import type { Entry, EntryGroup } from './palette-entry.ts'
import { strings } from './strings.en.ts'

const { areas } = frame

const pages: readonly Entry[] = [
  page('/', areas.overview, IconHome),
  page('/organizations', areas.organizations, IconBuilding),
  page('/directories', areas.directories, IconFolders),
  page('/people', areas.people, IconUsers),
  page('/people/disputes', strings.disputes, IconUserQuestion),
  page('/people/values', strings.values, IconListDetails),
  page('/users', areas.users, IconIdBadge2),
  page('/groups', areas.groups, IconUsersGroup),
  page('/as-code', areas.asCode, IconGitBranch),
  page('/rules', areas.rules, IconFilterCode),
  page('/sync-runs', areas.syncRuns, IconRefresh),
  page('/events', areas.events, IconActivity),
  page('/webhooks', areas.webhooks, IconWebhook),
  page('/audit', areas.audit, IconClipboardList),
  page('/settings', areas.settings, IconSettings),
]

function page(to: string, label: string, Icon: Entry['Icon']): Entry {
  return { id: `page ${to}`, label, Icon, place: { to } }
}

/** Pages and commands whose name has the text in it. */
export function useCommands(text: string): readonly EntryGroup[] {
  const { data: session } = useSession()
  const { setColorScheme, colorScheme } = useMantineColorScheme()
  const mayMakeOrganization = useMay('organizations:write') && session?.organization_id === null
  const mayMakeDirectory = useMay('directories:write')
  const shownPages = session?.is_demo ? [...pages, page('/demo', areas.demo, IconFlask)] : pages
  const scheme = (to: 'light' | 'dark' | 'auto', label: string, Icon: Entry['Icon']): Entry => ({
    id: `scheme ${to}`,
    label,
    Icon,
    onRun: () => setColorScheme(to),
  })
  const commands: readonly Entry[] = [
    ...(mayMakeDirectory
      ? [{ id: 'new directory', label: strings.makeDirectory, Icon: IconPlus, place: { to: '/directories/new' } }]
      : []),
    ...(mayMakeOrganization
      ? [
          {
            id: 'new organization',
            label: strings.makeOrganization,
            Icon: IconPlus,
            place: { to: '/organizations', search: { new: true } },
          },
        ]
      : []),
    ...(colorScheme === 'light' ? [] : [scheme('light', strings.light, IconSun)]),
    ...(colorScheme === 'dark' ? [] : [scheme('dark', strings.dark, IconMoon)]),
    ...(colorScheme === 'auto' ? [] : [scheme('auto', strings.system, IconSunMoon)]),
  ]
  const fits = ({ label }: Entry) => label.toLowerCase().includes(text.toLowerCase())
  return [
    { label: strings.goTo, entries: shownPages.filter(fits) },
    { label: strings.commands, entries: commands.filter(fits) },
  ]
}
