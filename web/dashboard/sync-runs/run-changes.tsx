import { Anchor, Code } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { EventLogEntry, SyncRun } from '../../shared/api-types.ts'
import { type ListColumn, type ListPageTo, ListTable } from '../../shared/list-table.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

const words = strings.changes

type Change = {
  readonly id: string
  readonly event: string
  readonly created_at: string
  readonly log_entry?: EventLogEntry | undefined
}

/** What a run has changed, event by event. */
export function RunChanges({ run }: { readonly run: SyncRun }) {
  const [page, setPage] = useState<ListPageTo>({})
  const range = { range_start: run.started_at ?? run.created_at, range_end: endOfRange(run) }
  const query = { ...range, ...page, directory_id: run.directory_id, include: ['log_entry'], limit: 50, order: 'desc' }
  const events = useApiQuery('/events', { query }, { every: 10_000 })
  const changes: readonly Change[] | undefined = events.data?.data.filter(
    (event: Change) => event.log_entry?.cause.actor_id === run.id,
  )
  return (
    <ListTable
      name="run-changes"
      label={words.label}
      rows={changes}
      rowId={({ id }) => id}
      rowName={({ log_entry: entry, event }) => entry?.sentence ?? event}
      columns={columns}
      isLoading={events.isFetching}
      error={events.error}
      onRetry={() => void events.refetch()}
      empty={words.empty}
      {...(events.data && { page: events.data.list_metadata })}
      onPage={setPage}
      isCompact
    />
  )
}

/** Its last events bear the time of its end. */
function endOfRange({ finished_at: finished }: SyncRun): string | undefined {
  return finished ? new Date(Date.parse(finished) + 1000).toISOString() : undefined
}

const columns: readonly ListColumn<Change>[] = [
  {
    key: 'what',
    title: words.columns.what,
    render: ({ id, event, log_entry: entry }) => (
      <Anchor
        size="sm"
        c="var(--mantine-color-text)"
        renderRoot={(props) => <Link {...({ to: '/events', search: { panel: id } } as object)} {...props} />}
      >
        {entry?.sentence ?? event}
      </Anchor>
    ),
  },
  { key: 'type', title: words.columns.type, render: ({ event }) => <Code>{event}</Code> },
  { key: 'at', title: words.columns.at, render: ({ created_at: at }) => <Time at={at} /> },
]
