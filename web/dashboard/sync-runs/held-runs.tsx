import { Anchor, Stack, Text } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { SyncRunWithDirectory } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/sync-runs/held')
const words = strings.held

/** D6, the inbox: the runs of all directories whose removals wait for a person. */
export function HeldRuns() {
  const search = route.useSearch()
  const navigate = useNavigate()
  const query = { ...search, states: ['waiting'], limit: 25 }
  const runs = useApiQuery('/sync_runs', { query }, { every: 10_000 })
  return (
    <>
      <PageHeader
        title={words.title}
        text={words.text}
        breadcrumbs={[
          <Anchor key="runs" size="sm" renderRoot={(props) => <Link to="/sync-runs" {...props} />}>
            {strings.list.title}
          </Anchor>,
        ]}
      />
      <ListTable
        name="held-runs"
        label={words.title}
        rows={runs.data?.data}
        rowId={({ id }) => id}
        rowName={({ directory }) => directory.name}
        columns={columns}
        isLoading={runs.isFetching}
        error={runs.error}
        onRetry={() => void runs.refetch()}
        empty={{ title: words.empty.title, text: words.empty.text, icon: <IconShieldCheck size={26} stroke={1.5} /> }}
        {...(runs.data && { page: runs.data.list_metadata })}
        onPage={(to) => void navigate({ to: '/sync-runs/held', search: to })}
        onOpen={({ id, directory_id }) =>
          void navigate({ to: '/directories/$id/runs/$runId', params: { id: directory_id, runId: id } })
        }
        isCompact
      />
    </>
  )
}

const columns: readonly ListColumn<SyncRunWithDirectory>[] = [
  {
    key: 'directory',
    title: 'Directory',
    render: ({ id, directory, organization }) => (
      <Stack gap={0}>
        <Anchor
          size="sm"
          fw={500}
          renderRoot={(props) => (
            <Link to="/directories/$id/runs/$runId" params={{ id: directory.id, runId: id }} {...props} />
          )}
        >
          {directory.name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {organization.name}
        </Text>
      </Stack>
    ),
  },
  { key: 'would', title: words.would, render: ({ error_text: text }) => text },
  {
    key: 'removals',
    title: words.removals,
    numeric: true,
    render: ({ counts }) => formatNumber(counts.held),
  },
  { key: 'since', title: words.since, render: ({ updated_at: at }) => <Time at={at} /> },
]
