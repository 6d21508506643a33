import { Button, Skeleton, Tabs } from '@mantine/core'
import { IconFilterCode } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { OrganizationScreen } from '../organization-scope.tsx'
import { AsCodeTab } from './as-code-search.ts'
import { ExportButton } from './export-button.tsx'
import { PlansTab } from './plans-tab.tsx'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/as-code')

const panels = {
  drift: lazy(async () => ({ default: (await import('./drift-tab.tsx')).DriftTab })),
  repositories: lazy(async () => ({ default: (await import('./repositories-tab.tsx')).RepositoriesTab })),
  managed: lazy(async () => ({ default: (await import('./managed-tab.tsx')).ManagedTab })),
} as const

/** What an organization keeps in files: plans, what was changed outside, repositories, and what is in which file. */
export function AsCodeScreen() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/as-code' })
  return (
    <OrganizationScreen
      title={strings.title}
      text={strings.text}
      ask={strings.ask}
      inAddress={search.organization}
      onChoose={(id) => void navigate({ search: { organization: id, tab: search.tab } })}
      actions={(organization) => (
        <>
          <Button
            component={Link}
            to="/rules"
            search={{ organization_id: organization } as never}
            variant="default"
            leftSection={<IconFilterCode size={16} aria-hidden />}
          >
            {strings.rules}
          </Button>
          <ExportButton organization={organization} />
        </>
      )}
    >
      {(organization) => <AsCodeTabs organization={organization} />}
    </OrganizationScreen>
  )
}

function AsCodeTabs({ organization }: { readonly organization: string }) {
  const { tab = 'plans' } = route.useSearch()
  const navigate = useNavigate({ from: '/as-code' })
  const open = (value: string | null) => {
    const next = AsCodeTab.safeParse(value)
    if (next.success) void navigate({ search: ({ organization: whose }) => ({ organization: whose, tab: next.data }) })
  }
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <Tabs.List mb="md">
        {AsCodeTab.options.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {strings.tabs[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {AsCodeTab.options.map((one) => (
        <Tabs.Panel key={one} value={one}>
          <Suspense fallback={<Skeleton h={240} aria-busy />}>
            <Panel tab={one} organization={organization} />
          </Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

function Panel({ tab, organization }: { readonly tab: AsCodeTab; readonly organization: string }) {
  if (tab === 'plans') return <PlansTab organization={organization} />
  const Tab = panels[tab]
  return <Tab organization={organization} />
}
