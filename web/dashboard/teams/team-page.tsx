import { Alert, Anchor, Badge, Paper, Skeleton, Stack, Tabs, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { FullMemberObject } from '../../shared/api-types.ts'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { formatNumber } from '../../shared/format.ts'
import { PageHeader } from '../../shared/page-header.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useOrganizationScope } from '../organization-scope.tsx'
import { useMay } from '../session.ts'
import { placeText } from './managed-by.tsx'
import { MembersTab } from './members-tab.tsx'
import { strings } from './strings.en.ts'
import { TeamFacts } from './team-facts.tsx'
import { MemberKind, TeamTab } from './teams-search.ts'

const route = getRouteApi('/shell/teams/$kind/$id')
const words = strings.page

/** One team, group or org unit: who is in it and why, who is undecided, by which rule, and who leads it. */
export function TeamPage() {
  const { kind, id } = route.useParams()
  const search = route.useSearch()
  const organization = useOrganizationScope(search.organization)
  const known = MemberKind.safeParse(kind)
  if (organization === undefined) return <Skeleton h={320} aria-busy />
  if (organization === null || !known.success) return <NotThere />
  return <OfOrganization organization={organization} kind={known.data} id={id} />
}

function NotThere() {
  return (
    <>
      <PageHeader title={words.notFound} />
      <EmptyState title={words.notFound} action={<ToList organization={undefined} kind={undefined} />} />
    </>
  )
}

type ToListProps = { readonly organization: string | undefined; readonly kind: MemberKind | undefined }

function ToList({ organization, kind }: ToListProps) {
  const search = { organization, kind: kind === 'Team' ? undefined : kind }
  return (
    <Anchor component={Link} to="/teams" search={search as never} size="sm">
      {kind ? strings.kinds[kind] : strings.title}
    </Anchor>
  )
}

type OfOrganizationProps = { readonly organization: string; readonly kind: MemberKind; readonly id: string }

function OfOrganization({ organization, kind, id }: OfOrganizationProps) {
  const { data, error, refetch } = useApiQuery(
    '/organizations/{id}/member_objects/{kind}/{object_id}',
    { path: { id: organization, kind, object_id: id } },
    { keepsPrevious: false, every: 30_000 },
  )
  if (error?.status === 404) return <NotThere />
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={320} aria-busy />
  return <TeamView object={data} />
}

/** What a tab gets. */
export type TabProps = { readonly object: FullMemberObject }

const panels = {
  undecided: lazy(async () => ({ default: (await import('./undecided-tab.tsx')).UndecidedTab })),
  hand: lazy(async () => ({ default: (await import('./hand-tab.tsx')).HandTab })),
  rule: lazy(async () => ({ default: (await import('./rule-tab.tsx')).RuleTab })),
  history: lazy(async () => ({ default: (await import('./history-tab.tsx')).HistoryTab })),
} as const

function TeamView({ object }: TabProps) {
  const { kind, type, managed_by: place } = object
  const { organization_id: organization } = object.overlay_object
  return (
    <Stack gap="md">
      <PageHeader
        title={object.name}
        badge={
          <>
            <Badge variant="default" tt="none" fw={500}>
              {type ? (strings.types[type] ?? type) : strings.kind[kind]}
            </Badge>
            {object.protected && (
              <Badge variant="default" tt="none" fw={500} leftSection={<IconLock size={12} aria-hidden />}>
                {strings.protected}
              </Badge>
            )}
          </>
        }
        breadcrumbs={[<ToList key="list" organization={organization} kind={kind} />]}
        text={object.description}
      />
      {place && (
        <Alert color="gray" icon={<IconLock size={18} aria-hidden />} p="xs">
          <Text size="sm">{strings.rule.declared(placeText(place))}</Text>
        </Alert>
      )}
      <Paper withBorder p="md">
        <TeamFacts object={object} />
      </Paper>
      <TeamTabs object={object} />
    </Stack>
  )
}

function TeamTabs({ object }: TabProps) {
  const { tab = 'members' } = route.useSearch()
  const navigate = useNavigate({ from: '/teams/$kind/$id' })
  const mayReadAudit = useMay('audit_log:read')
  const tabs = TeamTab.options.filter((one) => one !== 'history' || mayReadAudit)
  const counts: Readonly<Record<string, number>> = { members: object.members, undecided: object.unknown }
  const open = (value: string | null) => {
    const next = TeamTab.safeParse(value)
    if (!next.success) return
    const { organization_id: organization } = object.overlay_object
    void navigate({ search: { organization, tab: next.data === 'members' ? undefined : next.data } })
  }
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <Tabs.List mb="md">
        {tabs.map((one) => (
          <Tabs.Tab key={one} value={one} rightSection={<Count count={counts[one]} />}>
            {words.tabs[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((one) => (
        <Tabs.Panel key={one} value={one}>
          <Suspense fallback={<Skeleton h={240} aria-busy />}>
            <Panel tab={one} object={object} />
          </Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

function Count({ count }: { readonly count: number | undefined }) {
  if (!count) return null
  return (
    <Badge size="sm" variant="default" tt="none" fw={500}>
      {formatNumber(count)}
    </Badge>
  )
}

function Panel({ tab, object }: TabProps & { readonly tab: TeamTab }) {
  if (tab === 'members') return <MembersTab object={object} />
  const Tab = panels[tab]
  return <Tab object={object} />
}
