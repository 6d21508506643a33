import { Anchor, Paper, SimpleGrid, Skeleton, Stack, Tabs, Text } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { DirectoryGroup } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { ObjectName } from '../../shared/pickers/object-name.tsx'
import { Timeline, timelineKinds } from '../../shared/timeline/timeline.tsx'
import { useTimeline } from '../../shared/timeline/use-timeline.ts'
import { useApiQuery } from '../../shared/use-api.ts'
import { GroupTab } from './groups-search.ts'
import { MembersTab } from './members-tab.tsx'
import { NestingTab } from './nesting-tab.tsx'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/groups/$id')
const words = strings.page

/** D9: one group: who is in it and how, the groups around it, and what happened. */
export function GroupPage() {
  const { id } = route.useParams()
  const { data, error, refetch } = useApiQuery('/directory_groups/{id}', { path: { id } }, { keepsPrevious: false })
  if (error) return <ErrorNotice error={error} title={words.notFound} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={320} aria-busy />
  return <Group group={data} />
}

function Group({ group }: { readonly group: DirectoryGroup }) {
  const { id, directory_id: directory } = group
  const count = useApiQuery('/directory_groups/{id}/members/count', { path: { id } }, { keepsPrevious: false }).data
  return (
    <Stack gap="md">
      <PageHeader
        title={group.name}
        breadcrumbs={[
          <Anchor key="groups" component={Link} to="/groups" size="sm">
            {strings.title}
          </Anchor>,
        ]}
        text={
          <Text component="span" size="sm">
            {count ? `${words.members(count.count)} ${words.of} ` : ''}
            <Anchor
              component={Link}
              to="/directories/$id"
              params={{ id: directory } as never}
              size="sm"
              underline="always"
            >
              <ObjectName kind="directory" id={directory} />
            </Anchor>
          </Text>
        }
      />
      <Paper withBorder p="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <CopyField label={words.id} value={id} />
          <CopyField label={words.idpId} value={group.idp_id} />
        </SimpleGrid>
      </Paper>
      <GroupTabs id={id} />
    </Stack>
  )
}

function GroupTabs({ id }: { readonly id: string }) {
  const { tab = 'members' } = route.useSearch()
  const navigate = useNavigate({ from: '/groups/$id' })
  const open = (value: string | null) => {
    const next = GroupTab.safeParse(value)
    if (next.success) void navigate({ search: { tab: next.data === 'members' ? undefined : next.data } })
  }
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <Tabs.List mb="md">
        {GroupTab.options.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {words.tabs[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="members">
        <MembersTab id={id} />
      </Tabs.Panel>
      <Tabs.Panel value="nesting">
        <NestingTab id={id} />
      </Tabs.Panel>
      <Tabs.Panel value="timeline">
        <GroupTimeline id={id} />
      </Tabs.Panel>
    </Tabs>
  )
}

function GroupTimeline({ id }: { readonly id: string }) {
  const { kinds = timelineKinds } = route.useSearch()
  const navigate = useNavigate({ from: '/groups/$id' })
  const query = useTimeline('/directory_groups/{id}/timeline', id, kinds)
  return (
    <Timeline
      query={query}
      kinds={kinds}
      onKinds={(next) => {
        const chosen = next.length === 0 || next.length === timelineKinds.length ? undefined : [...next]
        void navigate({ search: (now) => ({ ...now, kinds: chosen }), replace: true })
      }}
    />
  )
}
