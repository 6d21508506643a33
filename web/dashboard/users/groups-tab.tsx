import { Stack, Text } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { DirectoryUser, GroupMembership } from '../../shared/api-types.ts'
import { formatNumber } from '../../shared/format.ts'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { SearchField } from '../../shared/search-field.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/users/$id')
const words = strings.groups

/** The groups that a user is in, and how the user got in. */
export function GroupsTab({ user }: { readonly user: DirectoryUser }) {
  const { search } = route.useSearch()
  const navigate = useNavigate({ from: '/users/$id' })
  const query = { how: 'all', search }
  const list = useApiQuery('/directory_users/{id}/groups', { path: { id: user.id }, query })
  return (
    <ListTable<GroupMembership>
      name="groups-of-user"
      label={strings.page.tabs.groups}
      rows={list.data?.data}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
      columns={columns}
      isLoading={list.isFetching}
      error={list.error}
      onRetry={() => void list.refetch()}
      empty={words.empty}
      isFiltered={Boolean(search)}
      onClearFilters={() => void navigate({ search: (now) => ({ ...now, search: undefined }) })}
      {...(list.data && { count: list.data.data.length })}
      onOpen={({ id }) => void navigate({ to: '/groups/$id', params: { id } })}
      search={
        <SearchField
          value={search ?? ''}
          label={words.search}
          onChange={(text) =>
            void navigate({ search: (now) => ({ ...now, search: text || undefined }), replace: true })
          }
        />
      }
    />
  )
}

const columns: readonly ListColumn<GroupMembership>[] = [
  {
    key: 'name',
    title: words.name,
    render: ({ name }) => (
      <Text size="sm" fw={500}>
        {name}
      </Text>
    ),
  },
  { key: 'how', title: words.how, render: (row) => <How row={row} /> },
  { key: 'since', title: words.since, render: ({ since }) => (since ? <Time at={since} /> : '—') },
  { key: 'members', title: words.members, numeric: true, render: ({ member_count }) => formatNumber(member_count) },
]

function How({ row: { how, path } }: { readonly row: GroupMembership }) {
  if (how === 'direct') return <>{words.direct}</>
  return (
    <Stack gap={0}>
      <Text size="sm">{words.via(path.map(({ name }) => name).join(' → '))}</Text>
    </Stack>
  )
}
