import { Badge, Text } from '@mantine/core'
import type { WebhookEndpointAttempt } from '../../shared/api-types.ts'
import { formatDuration } from '../../shared/format.ts'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { isEventType } from '../event-types.ts'
import { AttemptFilters, unfiltered } from './attempt-filters.tsx'
import { strings } from './strings.en.ts'
import type { EndpointSearch } from './webhooks-search.ts'

const words = strings.attempts

const columns: readonly ListColumn<WebhookEndpointAttempt>[] = [
  { key: 'when', title: words.columns.when, width: 130, render: ({ sent_at: at }) => <Time at={at} /> },
  { key: 'status', title: words.columns.status, width: 120, render: (attempt) => <Outcome attempt={attempt} /> },
  {
    key: 'answer',
    title: words.columns.answer,
    width: 90,
    render: ({ response_status: status }) =>
      status ?? (
        <Text size="xs" c="dimmed">
          {words.noAnswer}
        </Text>
      ),
  },
  { key: 'type', title: words.columns.type, render: (attempt) => <EventOf attempt={attempt} /> },
  {
    key: 'number',
    title: words.columns.number,
    width: 90,
    numeric: true,
    render: ({ attempt }) => (attempt === 0 ? words.byHand : attempt),
  },
  {
    key: 'duration',
    title: words.columns.duration,
    width: 90,
    numeric: true,
    render: ({ duration_ms: ms }) => formatDuration(ms),
  },
  {
    key: 'error',
    title: words.columns.error,
    width: 260,
    ellipsis: true,
    defaultHidden: true,
    render: ({ error }) => error ?? '–',
  },
  {
    key: 'event',
    title: words.columns.event,
    defaultHidden: true,
    render: ({ event_id: id }) => <code>{id}</code>,
  },
  {
    key: 'directory',
    title: words.columns.directory,
    defaultHidden: true,
    render: ({ directory_id: id }) => <code>{id}</code>,
  },
]

type AttemptTableProps = {
  readonly endpointId: string
  readonly search: EndpointSearch
  readonly onChange: (part: Partial<EndpointSearch>) => void
}

/** Every call that was made to an endpoint, the last first. */
export function AttemptTable({ endpointId, search, onChange }: AttemptTableProps) {
  const { status, answer, type, event, from, until, after, before } = search
  const query = {
    limit: '25',
    status,
    answer,
    event_type: type && isEventType(type) ? type : undefined,
    event_id: event,
    range_start: from,
    range_end: until,
    after,
    before,
  }
  const call = { path: { id: endpointId }, query }
  const attempts = useApiQuery('/webhook_endpoints/{id}/attempts', call, { every: 10_000 })
  const filter = (part: Partial<EndpointSearch>) => onChange({ after: undefined, before: undefined, ...part })
  return (
    <ListTable
      name="webhook-attempts"
      label={words.label}
      rows={attempts.data?.data}
      rowId={({ id }) => id}
      rowName={({ event_type: name, event_id: id }) => name ?? id}
      columns={columns}
      isLoading={attempts.isLoading}
      error={attempts.error}
      onRetry={() => void attempts.refetch()}
      empty={words.empty}
      isFiltered={Boolean(status || answer || type || event || from || until)}
      onClearFilters={() => filter(unfiltered)}
      {...(attempts.data && { page: attempts.data.list_metadata })}
      onPage={(to) => onChange({ after: undefined, before: undefined, ...to })}
      onOpen={({ id }) => onChange({ panel: id })}
      openId={search.panel ?? null}
      filters={<AttemptFilters search={search} onChange={filter} />}
    />
  )
}

function Outcome({ attempt }: { readonly attempt: WebhookEndpointAttempt }) {
  const isDelivered = attempt.status === 'delivered'
  return (
    <StatusBadge
      state={isDelivered ? 'succeeded' : 'failed'}
      label={isDelivered ? words.filters.statuses.delivered : words.filters.statuses.failed}
    />
  )
}

/** The type of the event, and of a batch how many there were. */
function EventOf({ attempt }: { readonly attempt: WebhookEndpointAttempt }) {
  const count = attempt.last_seq - attempt.first_seq + 1
  return (
    <>
      <code>{attempt.event_type ?? attempt.event_id}</code>
      {count > 1 && (
        <Badge ml={6} size="sm" variant="light" color="gray" tt="none">
          {words.batch(count)}
        </Badge>
      )}
    </>
  )
}
