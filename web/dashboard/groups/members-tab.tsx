import { SegmentedControl, Stack, Text, Tooltip } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { GroupMember } from '../../shared/api-types.ts'
import { FilterChips } from '../../shared/filter-chips.tsx'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { SearchField } from '../../shared/search-field.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import type { GroupSearch } from './groups-search.ts'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/groups/$id')
const words = strings.members

/** Who is in a group, and how each got in. */
export function MembersTab({ id }: { readonly id: string }) {
  const { how = 'direct', type, search, after, before } = route.useSearch()
  const navigate = useNavigate({ from: '/groups/$id' })
  const to = (part: Partial<GroupSearch>) =>
    void navigate({ search: (now) => ({ ...now, after: undefined, before: undefined, ...part }), replace: true })
  const order = search ? undefined : 'asc'
  const query = { how, type: how === 'direct' && !search ? type : undefined, search, after, before, order, limit: 25 }
  const list = useApiQuery('/directory_groups/{id}/members', { path: { id }, query })
  return (
    <ListTable<GroupMember>
      name="members"
      label={strings.page.tabs.members}
      rows={list.data?.data}
      rowId={(member) => member.id}
      rowName={(member) => member.name ?? member.id}
      columns={columns}
      isLoading={list.isFetching}
      error={list.error}
      onRetry={() => void list.refetch()}
      empty={words.empty}
      isFiltered={Boolean(search || type)}
      onClearFilters={() => to({ search: undefined, type: undefined })}
      {...(list.data && { page: list.data.list_metadata })}
      pageWords={strings.pages}
      onPage={(page) => to(page)}
      onOpen={(member) => {
        if (member.type === 'user') void navigate({ to: '/users/$id', params: { id: member.id } })
        if (member.type === 'group') void navigate({ to: '/groups/$id', params: { id: member.id }, search: {} })
      }}
      search={
        <SearchField value={search ?? ''} label={words.search} onChange={(text) => to({ search: text || undefined })} />
      }
      filters={
        <>
          <SegmentedControl
            size="xs"
            aria-label={words.shown}
            value={how}
            onChange={(value) => to({ how: value === 'all' ? 'all' : undefined, type: undefined })}
            data={[
              { value: 'direct', label: words.direct },
              { value: 'all', label: words.all },
            ]}
          />
          {how === 'direct' && (
            <FilterChips
              filters={[{ key: 'type', label: words.type, isSingle: true, options: types }]}
              values={{ type: type ? [type] : [] }}
              onChange={(_, [value]) => to({ type: value as GroupSearch['type'] })}
            />
          )}
        </>
      }
    />
  )
}

const types = (['user', 'group', 'pending'] as const).map((value) => ({ value, label: words.types[value] }))

const columns: readonly ListColumn<GroupMember>[] = [
  { key: 'name', title: words.name, render: (member) => <Name member={member} /> },
  { key: 'how', title: words.how, render: (member) => <How member={member} /> },
  { key: 'title', title: words.title, render: ({ job_title }) => job_title },
  { key: 'state', title: words.state, render: ({ state }) => state && <StatusBadge state={state} size="sm" /> },
  { key: 'since', title: words.since, render: ({ since }) => (since ? <Time at={since} /> : '—') },
]

function Name({ member }: { readonly member: GroupMember }) {
  const detail = member.type === 'group' ? words.groupOf(member.member_count ?? 0) : member.email
  return (
    <Stack gap={0} style={{ minWidth: 0 }}>
      <Text size="sm" fw={500} truncate>
        {member.name ?? member.id}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {detail ?? '\u00a0'}
      </Text>
    </Stack>
  )
}

function How({ member: { how, path } }: { readonly member: GroupMember }) {
  if (how === 'nested') return <Text size="sm">{words.via(path.map(({ name }) => name).join(' → '))}</Text>
  if (how === 'direct') return <Text size="sm">{words.isDirect}</Text>
  return (
    <Tooltip label={words.pendingText}>
      <span>
        <StatusBadge state="pending" size="sm" label={words.pending} />
      </span>
    </Tooltip>
  )
}
