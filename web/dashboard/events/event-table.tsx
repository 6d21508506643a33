import { Text } from '@mantine/core'
import { formatNumber } from '../../shared/format.ts'
import { type ListColumn, type ListPageTo, ListTable } from '../../shared/list-table.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { EventFilters } from './event-filters.tsx'
import { type EventsSearch, isFiltered, toEventQuery } from './events-search.ts'
import type { LoggedEvent } from './logged-event.ts'
import { strings } from './strings.en.ts'

const words = strings.columns

const columns: readonly ListColumn<LoggedEvent>[] = [
  { key: 'time', title: words.time, width: 130, render: ({ created_at }) => <Time at={created_at} /> },
  {
    key: 'sentence',
    title: words.sentence,
    render: ({ event, log_entry }) => <Text size="sm">{log_entry?.sentence ?? event}</Text>,
  },
  { key: 'type', title: words.type, render: ({ event }) => <code style={{ whiteSpace: 'nowrap' }}>{event}</code> },
  {
    key: 'cause',
    title: words.cause,
    width: 120,
    render: ({ log_entry }) => (log_entry ? strings.causes[log_entry.cause.source] : '–'),
  },
  {
    key: 'place',
    title: words.place,
    numeric: true,
    width: 100,
    render: ({ log_entry }) => (log_entry?.position == null ? '–' : formatNumber(log_entry.position)),
  },
  {
    key: 'directory',
    title: words.directory,
    defaultHidden: true,
    render: ({ log_entry }) => <code>{log_entry?.directory_id ?? '–'}</code>,
  },
  { key: 'id', title: words.id, defaultHidden: true, render: ({ id }) => <code>{id}</code> },
]

type EventTableProps = {
  readonly search: EventsSearch
  readonly onFilter: (part: Partial<EventsSearch>) => void
  readonly onPage: (to: ListPageTo) => void
  readonly onOpen: (id: string) => void
}

/** The log by pages, the newest first. */
export function EventTable({ search, onFilter, onPage, onOpen }: EventTableProps) {
  const { after, before } = search
  const query = { ...toEventQuery(search), order: 'desc', limit: '50', after, before }
  const { data, error, isFetching, refetch } = useApiQuery('/events', { query })
  return (
    <ListTable<LoggedEvent>
      name="events"
      label={strings.title}
      rows={data?.data}
      rowId={({ id }) => id}
      rowName={({ event, log_entry }) => log_entry?.sentence ?? event}
      columns={columns}
      isLoading={isFetching}
      error={error}
      onRetry={() => void refetch()}
      empty={strings.empty}
      isFiltered={isFiltered(search)}
      onClearFilters={() => onFilter(unfiltered)}
      {...(data && { page: data.list_metadata })}
      onPage={onPage}
      onOpen={({ id }) => onOpen(id)}
      openId={search.panel ?? null}
      filters={<EventFilters search={search} onChange={onFilter} />}
    />
  )
}

const unfiltered: Partial<EventsSearch> = {
  types: undefined,
  organization: undefined,
  directory: undefined,
  user: undefined,
  from: undefined,
  until: undefined,
}
