import { Button, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { SyncProblem } from '../../shared/api-types.ts'
import { type ListColumn, type ListPageTo, ListTable } from '../../shared/list-table.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { strings } from './strings.en.ts'

const words = strings.records

const columns: readonly ListColumn<SyncProblem>[] = [
  { key: 'who', title: words.who, render: ({ name, source_id }) => <Text size="sm">{name || source_id}</Text> },
  { key: 'what', title: words.what, render: ({ text }) => <Text size="sm">{text}</Text> },
  { key: 'last', title: words.last, render: ({ last_seen_at }) => <Time at={last_seen_at} /> },
]

/** The records of the source that could not be taken as they are, each with why, and another try. */
export function RefusedRecords({ directoryId }: { readonly directoryId: string }) {
  const [page, setPage] = useState<ListPageTo>({})
  const mayRetry = useMay('sync_runs:write')
  const call = { path: { id: directoryId }, query: { limit: '10', ...page } }
  const { data, error, isFetching, refetch } = useApiQuery('/directories/{id}/problems', call)
  const retry: ListColumn<SyncProblem> = {
    key: 'actions',
    title: words.actions,
    render: (problem) => <Retry directoryId={directoryId} problem={problem} />,
  }
  return (
    <Stack component="section" gap="xs" aria-label={words.title}>
      <Title order={2} fz="md">
        {words.title}
      </Title>
      <ListTable
        name="refused-records"
        label={words.label}
        isCompact
        maxHeight={null}
        rows={data?.data}
        rowId={({ id }) => id}
        rowName={({ name, source_id }) => name || source_id}
        columns={mayRetry ? [...columns, retry] : columns}
        isLoading={isFetching}
        error={error}
        onRetry={() => void refetch()}
        empty={{ title: strings.overview.allWell, isCompact: true }}
        {...(data && { page: data.list_metadata })}
        onPage={setPage}
      />
    </Stack>
  )
}

function Retry({ directoryId, problem }: { readonly directoryId: string; readonly problem: SyncProblem }) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const path = { id: directoryId, problem_id: problem.id }
  const again = () =>
    run(() => api.post('/directories/{id}/problems/{problem_id}/retry', { path }), { done: words.retried })
  return (
    <Button size="compact-sm" variant="subtle" loading={isBusy} onClick={() => void again()}>
      {words.retry}
    </Button>
  )
}
