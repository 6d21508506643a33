import { Anchor, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { CopyField } from '../../shared/copy-field.tsx'
import { formatNumber } from '../../shared/format.ts'
import { ScimRequestList } from '../../shared/scim-request-list.tsx'
import { Sparkline } from '../../shared/sparkline.tsx'
import { Stat } from '../../shared/stat.tsx'
import { RunList } from '../../shared/sync-runs/run-list.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useMay } from '../session.ts'
import type { TabProps } from './directory-tabs.tsx'
import { DirectoryTokens } from './directory-tokens.tsx'
import { RefusedRecords } from './refused-records.tsx'
import { strings } from './strings.en.ts'

const words = strings.overview

/** How a directory does in numbers, what connects it, and what came last. */
export function DirectoryOverview({ directory, health }: TabProps) {
  return (
    <Stack gap="lg">
      <Numbers health={health} />
      {health.is_pulled ? <Pulled directory={directory} health={health} /> : <Pushed directory={directory} />}
    </Stack>
  )
}

function Numbers({ health }: Pick<TabProps, 'health'>) {
  const { users, groups, events_by_hour: hours } = health
  const total = hours.reduce((sum, count) => sum + count, 0)
  const label = strings.eventsOf(total, Math.max(0, ...hours))
  return (
    <SimpleGrid cols={{ base: 2, lg: 5 }} spacing="md">
      <Stat
        label={words.users}
        value={formatNumber(users.active)}
        hint={users.inactive > 0 && words.usersHint(users.inactive)}
      />
      <Stat label={words.groups} value={formatNumber(groups)} />
      <Stat
        label={words.events}
        value={formatNumber(total)}
        hint={<Sparkline values={hours} title={label} width={120} />}
      />
      {health.is_pulled ? (
        <>
          <Stat label={words.lastRun} value={<Moment at={health.last_succeeded_at} />} />
          <Stat label={words.nextRun} value={<Moment at={health.next_run_at} missing={strings.off} />} />
        </>
      ) : (
        <>
          <Stat label={words.lastReceived} value={<Moment at={health.last_received_at} />} />
          <Stat label={words.lastEvent} value={<Moment at={health.last_event_at} />} />
        </>
      )}
    </SimpleGrid>
  )
}

/** A time where numbers stand: it has more letters than they have figures. */
function Moment({ at, missing }: { readonly at: string | null; readonly missing?: string }) {
  return (
    <Text span fz={17} fw={600} lh={1.7}>
      <Time at={at} {...(missing && { missing })} />
    </Text>
  )
}

function Pulled({ directory, health }: TabProps) {
  const maySee = useMay('sync_runs:read')
  const navigate = useNavigate()
  if (!maySee) return null
  return (
    <>
      <Section title={words.lastRuns} directoryId={directory.id} tab="runs">
        <RunList
          directoryId={directory.id}
          search={{}}
          onSearch={() => {}}
          limit={5}
          isCompact
          onOpen={({ id }) => void navigate({ to: `/directories/${directory.id}/runs/${id}` as never })}
        />
      </Section>
      {health.refused_records > 0 && <RefusedRecords directoryId={directory.id} />}
    </>
  )
}

function Pushed({ directory }: Pick<TabProps, 'directory'>) {
  const maySee = useMay('scim_requests:read')
  return (
    <>
      <Paper component="section" withBorder p="md" aria-label={words.connection}>
        <Stack gap="lg">
          {directory.endpoint && (
            <CopyField label={words.endpoint} description={words.endpointHint} value={directory.endpoint} />
          )}
          <DirectoryTokens directoryId={directory.id} />
        </Stack>
      </Paper>
      {maySee && <LastRequests directoryId={directory.id} />}
    </>
  )
}

function LastRequests({ directoryId }: { readonly directoryId: string }) {
  const call = { path: { id: directoryId }, query: { limit: '5' } }
  const { data } = useApiQuery('/directories/{id}/scim_requests', call, { every: 15_000 })
  if (!data || data.data.length === 0) return null
  return (
    <Section title={words.lastRequests} directoryId={directoryId} tab="requests">
      <ScimRequestList requests={data.data} />
    </Section>
  )
}

type SectionProps = {
  readonly title: string
  readonly directoryId: string
  readonly tab: 'runs' | 'requests'
  readonly children: ReactNode
}

function Section({ title, directoryId, tab, children }: SectionProps) {
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Group justify="space-between">
        <Title order={2} fz="md">
          {title}
        </Title>
        <Anchor
          component={Link}
          to="/directories/$id"
          params={{ id: directoryId } as never}
          search={{ tab } as never}
          size="sm"
        >
          {words.seeAll}
        </Anchor>
      </Group>
      {children}
    </Stack>
  )
}
