import { Text } from '@mantine/core'
import type { Sink } from '../../shared/api-types.ts'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { destinationColumns } from './destination-columns.tsx'
import { strings } from './strings.en.ts'
import type { WebhooksSearch } from './webhooks-search.ts'

const words = strings.columns

const columns: readonly ListColumn<Sink>[] = [
  { key: 'name', title: words.name, render: (sink) => <Text fw={500}>{nameOf(sink)}</Text> },
  { key: 'type', title: words.type, width: 140, render: ({ type }) => strings.sink.kinds[type] },
  ...destinationColumns,
]

type SinkTableProps = {
  readonly search: WebhooksSearch
  readonly onChange: (part: Partial<WebhooksSearch>) => void
}

/** The sinks with how they fare. */
export function SinkTable({ search, onChange }: SinkTableProps) {
  const query = { include: ['statistics'], limit: '25', after: search.after, before: search.before }
  const { data, error, isFetching, isLoading, refetch } = useApiQuery('/sinks', { query }, { every: 15_000 })
  return (
    <ListTable
      name="sinks"
      label={strings.tabs.sinks}
      rows={data?.data}
      rowId={({ id }) => id}
      rowName={nameOf}
      columns={columns}
      isLoading={isLoading && isFetching}
      error={error}
      onRetry={() => void refetch()}
      empty={strings.sinksEmpty}
      {...(data && { page: data.list_metadata })}
      onPage={(to) => onChange({ after: undefined, before: undefined, ...to })}
      onOpen={({ id }) => onChange({ panel: id })}
      openId={search.panel ?? null}
    />
  )
}

/** What a sink is called: its name, or what it is. */
export function nameOf({ name, type }: Pick<Sink, 'name' | 'type'>): string {
  return name ?? strings.sink.kinds[type]
}
