import { Stack, Text } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { DirectoryGroup } from '../../shared/api-types.ts'
import { FilterChips, type ListFilter } from '../../shared/filter-chips.tsx'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { ObjectFilter } from '../../shared/pickers/object-filter.tsx'
import { ObjectName, useObjectName } from '../../shared/pickers/object-name.tsx'
import { SearchField } from '../../shared/search-field.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { GroupPanel } from './group-panel.tsx'
import type { GroupsSearch } from './groups-search.ts'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/groups')

/** D9: the groups of all directories. */
export function GroupsList() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/groups' })
  const { list, count } = useGroups(search)
  const to = (part: Partial<GroupsSearch>) => void navigate({ search: (now) => ({ ...now, ...part }) })
  const filter = (part: Partial<GroupsSearch>) =>
    void navigate({
      search: (now) => ({ ...now, after: undefined, before: undefined, panel: undefined, ...part }),
      replace: true,
    })
  const sort = search.sort ?? 'name'
  return (
    <>
      <PageHeader title={strings.title} text={strings.text} />
      <ListTable<DirectoryGroup>
        name="groups"
        label={strings.title}
        rows={list.data?.data}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        columns={columns}
        isLoading={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={strings.empty}
        isFiltered={Boolean(search.search || search.organization || search.directory)}
        onClearFilters={() => void navigate({ search: {} })}
        {...(count?.is_exact && { count: count.count })}
        sort={{ column: sort, direction: search.order ?? (sort === 'name' ? 'asc' : 'desc') }}
        onSort={({ column, direction }) => filter({ sort: column as GroupsSearch['sort'], order: direction })}
        {...(list.data && { page: list.data.list_metadata })}
        pageWords={strings.pages}
        onPage={(page) => to({ after: undefined, before: undefined, panel: undefined, ...page })}
        onOpen={({ id }) => to({ panel: id })}
        openId={search.panel ?? null}
        search={
          <SearchField
            value={search.search ?? ''}
            label={strings.search}
            onChange={(text) => filter({ search: text || undefined })}
          />
        }
        filters={<GroupFilters search={search} onChange={filter} />}
      />
      <GroupPanel
        id={search.panel}
        listed={list.data?.data.find(({ id }) => id === search.panel)}
        onClose={() => to({ panel: undefined })}
      />
    </>
  )
}

function useGroups({ organization, panel: _, sort = 'name', ...search }: GroupsSearch) {
  const query = { ...search, organization_id: organization }
  const { after: __, before: ___, order: ____, ...filters } = query
  const list = useApiQuery('/directory_groups', { query: { ...query, sort, limit: 25 } }, { every: 30_000 })
  return { list, count: useApiQuery('/directory_groups/count', { query: filters }).data }
}

type GroupFiltersProps = { readonly search: GroupsSearch; readonly onChange: (part: Partial<GroupsSearch>) => void }

function GroupFilters({ search, onChange }: GroupFiltersProps) {
  const names = {
    organization: useObjectName('organization', search.organization),
    directory: useObjectName('directory', search.directory),
  }
  const picked = (kind: 'organization' | 'directory'): ListFilter => ({
    key: kind,
    label: strings.filters[kind],
    valueLabel: () => names[kind] ?? '…',
    render: (parts) => (
      <ObjectFilter {...parts} kind={kind} organization={kind === 'directory' ? search.organization : undefined} />
    ),
  })
  return (
    <FilterChips
      filters={[picked('organization'), picked('directory')]}
      values={{
        organization: search.organization ? [search.organization] : [],
        directory: search.directory ? [search.directory] : [],
      }}
      onChange={(key, [value]) => onChange({ [key]: value } as Partial<GroupsSearch>)}
    />
  )
}

const words = strings.columns

const columns: readonly ListColumn<DirectoryGroup>[] = [
  { key: 'name', title: words.name, sortable: true, render: ({ name }) => <Name name={name} /> },
  {
    key: 'directory',
    title: words.directory,
    render: (group) => <ObjectName kind="directory" id={group.directory_id} />,
  },
  {
    key: 'organization',
    title: words.organization,
    render: (group) => <ObjectName kind="organization" id={group.organization_id} />,
  },
  { key: 'updated_at', title: words.changed, sortable: true, render: ({ updated_at }) => <Time at={updated_at} /> },
  {
    key: 'created_at',
    title: words.created,
    sortable: true,
    defaultHidden: true,
    render: ({ created_at }) => <Time at={created_at} />,
  },
  { key: 'idp_id', title: words.idpId, defaultHidden: true, render: ({ idp_id }) => <code>{idp_id}</code> },
  { key: 'id', title: words.id, defaultHidden: true, render: ({ id }) => <code>{id}</code> },
]

function Name({ name }: { readonly name: string }) {
  return (
    <Stack gap={0}>
      <Text size="sm" fw={500}>
        {name}
      </Text>
    </Stack>
  )
}
