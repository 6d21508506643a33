import { Anchor, Paper, Skeleton, Stack, Tabs, Text } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { PersonWithDirectories } from '../../shared/api-types.ts'
import { CopyField } from '../../shared/copy-field.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { ObjectName } from '../../shared/pickers/object-name.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useMay } from '../session.ts'
import { AttributesTab } from './attributes-tab.tsx'
import { ServiceBadge } from './people-columns.tsx'
import { PersonTab } from './people-search.ts'
import { PersonFacts } from './person-facts.tsx'
import { textOf } from './person-value.ts'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/people/$id')
const words = strings.page

/** One person: who it is, where every value comes from, what happened in all directories, what the person is in, and why. */
export function PersonPage() {
  const { id } = route.useParams()
  const { data, error, refetch } = useApiQuery('/people/{id}', { path: { id } }, { keepsPrevious: false })
  if (error?.status === 404 && error.code !== 'person_merged') return <GonePerson id={id} />
  if (error) return <ErrorNotice error={error} title={words.notFound} onRetry={() => void refetch()} />
  if (!data) return <Skeleton h={320} aria-busy />
  return <PersonView person={data} />
}

function PersonView({ person }: { readonly person: PersonWithDirectories }) {
  const { organization_id: organization } = person
  const title = textOf(person, 'title')
  return (
    <Stack gap="md">
      <PageHeader
        title={person.display_name}
        badge={
          <>
            <StatusBadge state={person.status} />
            {person.service && <ServiceBadge />}
          </>
        }
        breadcrumbs={[
          <Anchor key="people" component={Link} to="/people" search={{ organization } as never} size="sm">
            {strings.title}
          </Anchor>,
        ]}
        text={
          <Text component="span" size="sm">
            {title ? `${title} ${words.of} ` : ''}
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
          <PersonFacts person={person} isWide />
          <CopyField label={words.id} value={person.id} />
        </Stack>
      </Paper>
      <PersonTabs person={person} />
    </Stack>
  )
}

/** Somebody of whom no user is left: what happened is still told. */
function GonePerson({ id }: { readonly id: string }) {
  return (
    <Stack gap="md">
      <PageHeader
        title={words.notFound}
        badge={<StatusBadge state="deleted" />}
        breadcrumbs={[
          <Anchor key="people" component={Link} to="/people" size="sm">
            {strings.title}
          </Anchor>,
        ]}
        text={words.notFoundText}
      />
      <CopyField label={words.id} value={id} />
      <Suspense fallback={<Skeleton h={240} aria-busy />}>
        <panels.timeline person={{ id }} />
      </Suspense>
    </Stack>
  )
}

const panels = {
  timeline: lazy(async () => ({ default: (await import('./timeline-tab.tsx')).TimelineTab })),
  memberships: lazy(async () => ({ default: (await import('./memberships-tab.tsx')).MembershipsTab })),
  links: lazy(async () => ({ default: (await import('./links-tab.tsx')).LinksTab })),
  reports: lazy(async () => ({ default: (await import('./reports-tab.tsx')).ReportsTab })),
} as const

function PersonTabs({ person }: { readonly person: PersonWithDirectories }) {
  const { tab = 'attributes' } = route.useSearch()
  const navigate = useNavigate({ from: '/people/$id' })
  const mayReadOverlay = useMay('overlay:read')
  const tabs = PersonTab.options.filter((one) => one !== 'memberships' || mayReadOverlay)
  const open = (value: string | null) => {
    const next = PersonTab.safeParse(value)
    if (next.success) void navigate({ search: { tab: next.data === 'attributes' ? undefined : next.data } })
  }
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <Tabs.List mb="md">
        {tabs.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {words.tabs[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((one) => (
        <Tabs.Panel key={one} value={one}>
          <Suspense fallback={<Skeleton h={240} aria-busy />}>
            <Panel tab={one} person={person} />
          </Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

function Panel({ tab, person }: { readonly tab: PersonTab; readonly person: PersonWithDirectories }) {
  if (tab === 'attributes') return <AttributesTab person={person} />
  const Tab = panels[tab]
  return <Tab person={person} />
}
