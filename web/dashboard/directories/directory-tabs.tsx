import { Tabs } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Directory, DirectoryHealth } from '../../shared/api-types.ts'
import { useMay } from '../session.ts'
import { DirectoryTab } from './directories-search.ts'
import { DirectoryOverview } from './directory-overview.tsx'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/directories/$id')

/** What every tab is given. */
export type TabProps = { readonly directory: Directory; readonly health: DirectoryHealth }

const panels = {
  runs: lazy(async () => ({ default: (await import('./runs-tab.tsx')).RunsTab })),
  users: lazy(async () => ({ default: (await import('./users-tab.tsx')).UsersTab })),
  groups: lazy(async () => ({ default: (await import('./groups-tab.tsx')).GroupsTab })),
  mapping: lazy(async () => ({ default: (await import('./mapping-tab.tsx')).MappingTab })),
  scope: lazy(async () => ({ default: (await import('./scope-tab.tsx')).ScopeTab })),
  requests: lazy(async () => ({ default: (await import('./requests-tab.tsx')).RequestsTab })),
  settings: lazy(async () => ({ default: (await import('./settings-tab.tsx')).SettingsTab })),
  history: lazy(async () => ({ default: (await import('./history-tab.tsx')).HistoryTab })),
} as const

const ofPulled: readonly DirectoryTab[] = ['runs', 'mapping', 'scope']
const ofPushed: readonly DirectoryTab[] = ['requests']

/** The tabs of a directory: those that it has, and that the reader may see. */
export function DirectoryTabs({ directory, health }: TabProps) {
  const { tab = 'overview' } = route.useSearch()
  const navigate = useNavigate({ from: '/directories/$id' })
  const tabs = useTabs(health)
  const open = (value: string | null) => {
    const next = DirectoryTab.safeParse(value)
    if (next.success) void navigate({ search: { tab: next.data === 'overview' ? undefined : next.data } })
  }
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <Tabs.List mb="md">
        {tabs.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {strings.page.tabs[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((one) => {
        const Panel = one === 'overview' ? DirectoryOverview : panels[one]
        return (
          <Tabs.Panel key={one} value={one}>
            <Suspense>
              <Panel directory={directory} health={health} />
            </Suspense>
          </Tabs.Panel>
        )
      })}
    </Tabs>
  )
}

function useTabs({ is_pulled: isPulled }: DirectoryHealth): readonly DirectoryTab[] {
  const may: Readonly<Record<DirectoryTab, boolean>> = {
    overview: true,
    runs: useMay('sync_runs:read'),
    users: useMay('directory_users:read'),
    groups: useMay('directory_groups:read'),
    mapping: useMay('connections:read'),
    scope: useMay('connections:read'),
    requests: useMay('scim_requests:read'),
    settings: useMay('directories:read'),
    history: useMay('audit_log:read'),
  }
  const others = isPulled ? ofPushed : ofPulled
  return DirectoryTab.options.filter((tab) => may[tab] && !others.includes(tab))
}
