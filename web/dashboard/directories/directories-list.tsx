import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Directory } from '../../shared/api-types.ts'
import { ListTable } from '../../shared/list-table.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { SearchField } from '../../shared/search-field.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { useMay } from '../session.ts'
import type { DirectoriesSearch } from './directories-search.ts'
import { directoryColumns, type ListedDirectory } from './directory-columns.tsx'
import { DirectoryFilters } from './directory-filters.tsx'
import { SavedViews } from './saved-views.tsx'
import { strings } from './strings.en.ts'
import { useBulkActions } from './use-bulk-actions.tsx'
import { useHealth } from './use-health.ts'
import { useProviders } from './use-providers.ts'

const route = getRouteApi('/shell/directories')

/** D3: the directories, with how each does. */
export function DirectoriesList() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/directories' })
  const providers = useProviders()
  const [selected, setSelected] = useState<readonly string[]>([])
  const { rows, list } = useDirectoryRows(search)
  const bulkActions = useBulkActions(() => setSelected([]))
  const mayMake = useMay('directories:write')
  const filter = (part: Partial<DirectoriesSearch>) =>
    void navigate({ search: (now) => ({ ...now, after: undefined, before: undefined, ...part }), replace: true })
  const { after: _, before: __, sort: ___, order: ____, ...filters } = search
  const button = mayMake && (
    <Button component={Link} to="/directories/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {strings.create}
    </Button>
  )
  return (
    <>
      <PageHeader title={strings.title} text={strings.text} actions={button} />
      <ListTable<ListedDirectory>
        name="directories"
        label={strings.title}
        rows={rows}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        columns={directoryColumns(providers)}
        isLoading={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={{ ...strings.empty, action: button }}
        isFiltered={Object.values(filters).some((value) => value !== undefined && value.length > 0)}
        onClearFilters={() => void navigate({ search: {} })}
        sort={
          search.sort === 'name'
            ? { column: 'name', direction: search.order ?? 'asc' }
            : { column: 'created', direction: search.order ?? 'desc' }
        }
        onSort={({ column, direction }) => filter({ sort: column === 'name' ? 'name' : 'created', order: direction })}
        {...(list.data && { page: list.data.list_metadata })}
        pageWords={strings.pages}
        onPage={(to) => void navigate({ search: (now) => ({ ...now, after: undefined, before: undefined, ...to }) })}
        onOpen={({ id }) => void navigate({ to: '/directories/$id', params: { id } })}
        {...(mayMake && { selectedIds: selected, onSelect: setSelected, bulkActions })}
        search={
          <SearchField
            value={search.search ?? ''}
            label={strings.search}
            onChange={(text) => filter({ search: text || undefined })}
          />
        }
        filters={<DirectoryFilters search={search} providers={providers} onChange={filter} />}
        actions={<SavedViews search={filters} onOpen={(view) => void navigate({ search: view })} />}
      />
    </>
  )
}

/** The page of directories that the address asks for, with how each does as soon as that is known. */
function useDirectoryRows(search: DirectoriesSearch) {
  const { organization, sort, order, ...rest } = search
  const defaultOrder = sort === 'name' ? 'asc' : 'desc'
  const query = { ...rest, organization_id: organization, sort, order: order ?? defaultOrder, limit: '25' }
  const list = useApiQuery('/directories', { query }, { every: 30_000 })
  const directories: readonly Directory[] | undefined = list.data?.data
  const health = useHealth(directories?.map(({ id }) => id) ?? [])
  const rows = directories?.map((directory) => ({ ...directory, health: health.get(directory.id) }))
  return { rows, list }
}
