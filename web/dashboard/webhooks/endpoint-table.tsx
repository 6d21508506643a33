import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { WebhookEndpoint } from '../../shared/api-types.ts'
import { FilterChips, type FilterParts } from '../../shared/filter-chips.tsx'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { ObjectFilter } from '../../shared/pickers/object-filter.tsx'
import { useObjectName } from '../../shared/pickers/object-name.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { destinationColumns } from './destination-columns.tsx'
import { strings } from './strings.en.ts'
import type { WebhooksSearch } from './webhooks-search.ts'

const words = strings.columns

const columns: readonly ListColumn<WebhookEndpoint>[] = [
  {
    key: 'url',
    title: words.url,
    render: ({ endpoint_url: url }) => (
      <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
        {url}
      </Text>
    ),
  },
  ...destinationColumns,
  { key: 'id', title: words.id, defaultHidden: true, render: ({ id }) => <code>{id}</code> },
]

type EndpointTableProps = {
  readonly search: WebhooksSearch
  readonly create: ReactNode
  readonly onChange: (part: Partial<WebhooksSearch>) => void
  readonly onOpen: (id: string) => void
}

/** The webhook endpoints with how they fare. */
export function EndpointTable({ search, create, onChange, onOpen }: EndpointTableProps) {
  const { organization, after, before } = search
  const name = useObjectName('organization', organization)
  const query = { include: ['statistics'], limit: '25', organization_id: organization, after, before }
  const { data, error, isFetching, isLoading, refetch } = useApiQuery(
    '/webhook_endpoints',
    { query },
    { every: 15_000 },
  )
  const filter = (values: readonly string[]) =>
    onChange({ organization: values[0], after: undefined, before: undefined })
  return (
    <ListTable
      name="webhook-endpoints"
      label={strings.tabs.endpoints}
      rows={data?.data}
      rowId={({ id }) => id}
      rowName={({ endpoint_url: url }) => url}
      columns={columns}
      isLoading={isLoading && isFetching}
      error={error}
      onRetry={() => void refetch()}
      empty={{ ...strings.empty, action: create }}
      isFiltered={organization !== undefined}
      onClearFilters={() => filter([])}
      {...(data && { page: data.list_metadata })}
      onPage={(to) => onChange({ after: undefined, before: undefined, ...to })}
      onOpen={({ id }) => onOpen(id)}
      filters={
        <FilterChips
          filters={[
            {
              key: 'organization',
              label: strings.organization,
              valueLabel: () => name ?? '…',
              render: (parts: FilterParts) => <ObjectFilter {...parts} kind="organization" />,
            },
          ]}
          values={{ organization: organization ? [organization] : [] }}
          onChange={(_, values) => filter(values)}
        />
      }
    />
  )
}
