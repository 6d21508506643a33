import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { SyncProblem } from '../../shared/api-types.ts'
import { type ListColumn, type ListPageTo, ListTable } from '../../shared/list-table.tsx'
import { Time } from '../../shared/time.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { strings } from './strings.en.ts'

const words = strings.problems

/** The records of a directory that have the same problem. */
export function ProblemList({ directoryId, code }: { readonly directoryId: string; readonly code: string }) {
  const [page, setPage] = useState<ListPageTo>({})
  const path = { id: directoryId }
  const query = { codes: [code], limit: 10, ...page }
  const list = useApiQuery('/directories/{id}/problems', { path, query })
  return (
    <ListTable
      name="problems"
      label={code}
      rows={list.data?.data}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
      columns={columns}
      isLoading={list.isFetching}
      error={list.error}
      onRetry={() => void list.refetch()}
      empty={words.empty}
      {...(list.data && { page: list.data.list_metadata })}
      onPage={setPage}
      isCompact
      maxHeight={null}
    />
  )
}

const columns: readonly ListColumn<SyncProblem>[] = [
  {
    key: 'name',
    title: strings.removals.columns.name,
    render: ({ name, text }) => (
      <Stack gap={0}>
        <Text size="sm" fw={500}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {text}
        </Text>
      </Stack>
    ),
  },
  { key: 'since', title: words.since, render: ({ first_seen_at: at }) => <Time at={at} /> },
  {
    key: 'next',
    title: words.next,
    render: ({ retry_at: at }) => <Time at={at} missing={words.onlyChange} />,
  },
  { key: 'retry', title: '', render: (problem) => <RetryOne problem={problem} /> },
]

function RetryOne({ problem: { id, directory_id: directoryId, name } }: { readonly problem: SyncProblem }) {
  const api = useApi()
  const mayRetry = useMay('sync_runs:write')
  const { run, isBusy } = useDeed()
  if (!mayRetry) return null
  const retry = () =>
    api.post('/directories/{id}/problems/{problem_id}/retry', { path: { id: directoryId, problem_id: id } })
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={isBusy}
      aria-label={`${words.retryOne}: ${name}`}
      onClick={() => void run(retry, { done: words.retried })}
    >
      {words.retryOne}
    </Button>
  )
}
