import { Anchor, Paper, SimpleGrid, Skeleton, Stack, Tabs, Text } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { DirectoryUser } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { ObjectName } from '../../shared/pickers/object-name.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'
import { TimelineTab } from './timeline-tab.tsx'
import { UserFacts } from './user-facts.tsx'
import { nameOf } from './user-name.ts'
import { UserTab } from './users-search.ts'

const route = getRouteApi('/shell/users/$id')
const words = strings.page

/** D8: one user: who it is, everything that happened, where every attribute comes from, and why it is synced or not. */
export function UserPage() {
  const { id } = route.useParams()
  const { data, error, refetch } = useApiQuery('/directory_users/{id}', { path: { id } }, { keepsPrevious: false })
  if (error?.status === 404) return <GoneUser id={id} />
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={320} aria-busy />
  return <UserView user={data} />
}

const crumbs = [
  <Anchor key="users" component={Link} to="/users" size="sm">
    {strings.title}
  </Anchor>,
]

function UserView({ user }: { readonly user: DirectoryUser }) {
  const { organization_id: organization } = user
  return (
    <Stack gap="md">
      <PageHeader
        title={nameOf(user)}
        badge={<StatusBadge state={user.state} />}
        breadcrumbs={crumbs}
        text={
          <Text component="span" size="sm">
            {user.job_title ? `${user.job_title} ${words.of} ` : ''}
            <Anchor
              component={Link}
              to="/organizations/$id"
              params={{ id: organization } as never}
              size="sm"
              underline="always"
            >
              <ObjectName kind="organization" id={organization} />
            </Anchor>
          </Text>
        }
      />
      <Paper withBorder p="md">
        <Stack gap="md">
          <UserFacts user={user} isWide />
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            <CopyField label={words.id} value={user.id} />
            <CopyField label={words.idpId} value={user.idp_id} />
          </SimpleGrid>
        </Stack>
      </Paper>
      <UserTabs user={user} />
    </Stack>
  )
}

/** A user who was deleted: what happened is still told, and how the user looked. */
function GoneUser({ id }: { readonly id: string }) {
  return (
    <Stack gap="md">
      <PageHeader
        title={words.notFound}
        badge={<StatusBadge state="deleted" />}
        breadcrumbs={crumbs}
        text={words.notFoundText}
      />
      <CopyField label={words.id} value={id} />
      <TimelineTab id={id} user={null} />
    </Stack>
  )
}

const panels = {
  attributes: lazy(async () => ({ default: (await import('./attributes-tab.tsx')).AttributesTab })),
  groups: lazy(async () => ({ default: (await import('./groups-tab.tsx')).GroupsTab })),
  reports: lazy(async () => ({ default: (await import('./reports-tab.tsx')).ReportsTab })),
  explain: lazy(async () => ({ default: (await import('./explain-tab.tsx')).ExplainTab })),
} as const

function UserTabs({ user }: { readonly user: DirectoryUser }) {
  const { tab = 'timeline' } = route.useSearch()
  const navigate = useNavigate({ from: '/users/$id' })
  const open = (value: string | null) => {
    const next = UserTab.safeParse(value)
    if (next.success) void navigate({ search: { tab: next.data === 'timeline' ? undefined : next.data } })
  }
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <Tabs.List mb="md">
        {UserTab.options.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {words.tabs[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {UserTab.options.map((one) => (
        <Tabs.Panel key={one} value={one}>
          <Suspense fallback={<Skeleton h={240} aria-busy />}>
            <Panel tab={one} user={user} />
          </Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

function Panel({ tab, user }: { readonly tab: UserTab; readonly user: DirectoryUser }) {
  if (tab === 'timeline') return <TimelineTab id={user.id} user={user} />
  const Tab = panels[tab]
  return <Tab user={user} />
}
