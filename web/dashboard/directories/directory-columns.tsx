import { Group, Skeleton, Stack, Text, Tooltip } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Directory, DirectoryHealth, Provider } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import type { ListColumn } from '../../shared/list-table.tsx'
import { Sparkline } from '../../shared/sparkline.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { strings } from './strings.en.ts'
import { providerName } from './use-providers.ts'

/** A directory of the list, and how it does as soon as that is known. */
export type ListedDirectory = Directory & { readonly health: DirectoryHealth | undefined }

const words = strings.columns

/** The columns of the list of directories. */
export function directoryColumns(providers: readonly Provider[]): readonly ListColumn<ListedDirectory>[] {
  return [
    { key: 'name', title: words.name, sortable: true, render: (row) => <Name row={row} /> },
    {
      key: 'provider',
      title: words.provider,
      render: ({ type }) => (
        <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
          {providerName(providers, type)}
        </Text>
      ),
    },
    { key: 'state', title: words.state, render: (row) => <State row={row} /> },
    {
      key: 'users',
      title: words.users,
      numeric: true,
      render: ({ metadata }) => formatNumber(metadata.users.active),
    },
    { key: 'groups', title: words.groups, numeric: true, render: ({ metadata }) => formatNumber(metadata.groups) },
    { key: 'last_run', title: words.lastRun, render: ({ health }) => <LastRun health={health} /> },
    { key: 'next_run', title: words.nextRun, render: ({ health }) => <NextRun health={health} /> },
    { key: 'events', title: words.events, render: ({ health }) => <Events health={health} /> },
    {
      key: 'created',
      title: words.created,
      sortable: true,
      defaultHidden: true,
      render: ({ created_at }) => <Time at={created_at} />,
    },
    { key: 'id', title: words.id, defaultHidden: true, render: ({ id }) => <code>{id}</code> },
  ]
}

type HealthProps = { readonly health: DirectoryHealth | undefined }

function Name({ row: { name, health } }: { readonly row: ListedDirectory }) {
  return (
    <Stack gap={0}>
      <Text size="sm" fw={500}>
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {health?.organization_name ?? '\u00a0'}
      </Text>
    </Stack>
  )
}

/** The state, and the worst of what is wrong where the state does not tell. */
function State({ row: { state, health } }: { readonly row: ListedDirectory }) {
  const problem = health?.problems.find(({ level }) => level !== 'info')
  return (
    <Group gap={6} wrap="nowrap">
      <StatusBadge state={state} label={strings.states[state]} />
      {problem && (
        <Tooltip label={problem.text} multiline maw={320}>
          <Text
            component="span"
            role="img"
            aria-label={problem.text}
            lh={0}
            c={problem.level === 'error' ? 'red' : 'orange'}
          >
            <IconAlertTriangle size={16} aria-hidden />
          </Text>
        </Tooltip>
      )}
    </Group>
  )
}

function LastRun({ health }: HealthProps) {
  if (!health) return <Skeleton h={14} w={90} />
  const { last_run: run, is_pulled: isPulled, last_received_at: received } = health
  if (!isPulled) {
    return (
      <Text size="sm" c={received ? undefined : 'dimmed'}>
        {received && strings.lastReceived} <Time at={received} />
      </Text>
    )
  }
  if (!run) return <Time at={null} />
  return (
    <Stack gap={2} align="flex-start">
      <Time at={run.finished_at ?? run.created_at} />
      {run.state !== 'completed' && <StatusBadge state={run.state} size="sm" />}
    </Stack>
  )
}

function NextRun({ health }: HealthProps) {
  if (!health) return <Skeleton h={14} w={70} />
  if (health.is_pulled) return <Time at={health.next_run_at} missing={strings.off} />
  return (
    <Text size="sm" c="dimmed">
      {strings.notRead}
    </Text>
  )
}

function Events({ health }: HealthProps) {
  if (!health) return <Skeleton h={20} w={96} />
  const { events_by_hour: hours } = health
  const total = hours.reduce((sum, count) => sum + count, 0)
  return <Sparkline values={hours} title={strings.eventsOf(total, Math.max(0, ...hours))} />
}
