import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Directory } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import { type ListColumn, type ListPageTo, ListTable } from '../../shared/list-table.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useMay } from '../session.ts'
import { strings } from './strings.en.ts'

const words = strings.directories

const columns: readonly ListColumn<Directory>[] = [
  { key: 'name', title: words.name, render: ({ name }) => <Text fw={500}>{name}</Text> },
  { key: 'state', title: words.state, render: ({ state }) => <StatusBadge state={state} /> },
  {
    key: 'people',
    title: words.people,
    numeric: true,
    render: ({ metadata }) => formatNumber(metadata.users.active + metadata.users.inactive),
  },
  { key: 'groups', title: words.groups, numeric: true, render: ({ metadata }) => formatNumber(metadata.groups) },
]

/** The directories of an organization, and the way to one more. */
export function OrganizationDirectories({ organizationId }: { readonly organizationId: string }) {
  const navigate = useNavigate()
  const [page, setPage] = useState<ListPageTo>({})
  const mayMake = useMay('directories:write')
  const query = { organization_id: organizationId, limit: '25', ...page }
  const { data, error, isFetching, refetch } = useApiQuery('/directories', { query })
  const button = mayMake && (
    <Button
      component={Link}
      to="/directories/new"
      search={{ organization: organizationId } as never}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {words.create}
    </Button>
  )
  return (
    <ListTable
      name="organization-directories"
      label={words.label}
      rows={data?.data}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
      columns={columns}
      isLoading={isFetching}
      error={error}
      onRetry={() => void refetch()}
      empty={{ title: words.emptyTitle, text: words.emptyText, action: button }}
      {...(data && { page: data.list_metadata })}
      onPage={setPage}
      onOpen={({ id }) => void navigate({ to: '/directories/$id', params: { id } })}
      actions={data?.data.length ? button : null}
    />
  )
}
