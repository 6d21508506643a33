import { Button, Skeleton } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useRef } from 'react'
import type { DirectoryUser } from '../../shared/api-types.ts'
import { ListTable } from '../../shared/list-table.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { SearchField } from '../../shared/search-field.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { peopleColumns } from './people-columns.tsx'
import { isFiltered, type PeopleSearch, toPeopleQuery } from './people-search.ts'
import { nameOf } from './person-name.ts'
import { strings } from './strings.en.ts'

// What opens over the list, and what filters it, comes after its first rows.
const DeletedPeople = lazy(async () => ({ default: (await import('./deleted-people.tsx')).DeletedPeople }))
const PeopleFilters = lazy(async () => ({ default: (await import('./people-filters.tsx')).PeopleFilters }))
const PersonPanel = lazy(async () => ({ default: (await import('./person-panel.tsx')).PersonPanel }))

const route = getRouteApi('/shell/people')

/** D7: the people of all directories: searched, filtered, sorted, and opened beside the list. */
export function PeopleList() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/people' })
  const filter = (part: Partial<PeopleSearch>) =>
    void navigate({
      search: (now) => ({ ...now, after: undefined, before: undefined, panel: undefined, ...part }),
      replace: true,
    })
  const filters = (
    <Suspense fallback={<Skeleton h={32} maw={640} />}>
      <PeopleFilters search={search} onChange={filter} />
    </Suspense>
  )
  return (
    <>
      <PageHeader title={strings.title} text={strings.text} />
      {search.state === 'deleted' ? (
        <Suspense>
          <DeletedPeople search={search} filters={filters} />
        </Suspense>
      ) : (
        <LivingPeople search={search} filters={filters} onFilter={filter} />
      )}
    </>
  )
}

type LivingPeopleProps = {
  readonly search: PeopleSearch
  readonly filters: React.ReactNode
  readonly onFilter: (part: Partial<PeopleSearch>) => void
}

function LivingPeople({ search, filters, onFilter }: LivingPeopleProps) {
  const navigate = useNavigate({ from: '/people' })
  const { list, count } = usePeople(search)
  const sort = search.sort ?? (search.updated_since ? 'updated_at' : 'created_at')
  const rows = list.data?.data
  const open = rows?.find(({ id }) => id === search.panel)
  // It stays when it is closed, so that it goes out of sight slowly and gives the focus back.
  const wasOpened = useRef(false)
  wasOpened.current ||= search.panel !== undefined
  const to = (part: Partial<PeopleSearch>) => void navigate({ search: (now) => ({ ...now, ...part }) })
  return (
    <>
      <ListTable<DirectoryUser>
        name="people"
        label={strings.title}
        rows={rows}
        rowId={({ id }) => id}
        rowName={nameOf}
        columns={peopleColumns}
        isLoading={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={list.data?.list_metadata.after ? lookFurther(list.data.list_metadata.after, to) : nobodyYet}
        isFiltered={isFiltered(search) && !list.data?.list_metadata.after}
        onClearFilters={() => void navigate({ search: {} })}
        {...(count && { count })}
        sort={{ column: sort, direction: search.order ?? (sort === 'name' ? 'asc' : 'desc') }}
        onSort={({ column, direction }) => onFilter({ sort: column as PeopleSearch['sort'], order: direction })}
        {...(list.data && { page: list.data.list_metadata })}
        pageWords={strings.pages}
        onPage={(page) => to({ after: undefined, before: undefined, panel: undefined, ...page })}
        onOpen={({ id }) => to({ panel: id })}
        openId={search.panel ?? null}
        search={
          <SearchField
            value={search.search ?? ''}
            label={strings.search}
            onChange={(text) => onFilter({ search: text || undefined })}
          />
        }
        filters={filters}
        actions={<ExportButton search={search} />}
      />
      {wasOpened.current && (
        <Suspense>
          <PersonPanel id={search.panel} listed={open} onClose={() => to({ panel: undefined })} />
        </Suspense>
      )}
    </>
  )
}

const nobodyYet = {
  ...strings.empty,
  action: (
    <Button component={Link} to="/directories" variant="default">
      {strings.emptyAction}
    </Button>
  ),
}

/** A page that found nobody, though the list is not at its end. */
function lookFurther(after: string, to: (part: Partial<PeopleSearch>) => void) {
  const action = <Button onClick={() => to({ after, before: undefined })}>{strings.moreButton}</Button>
  return { title: strings.more, action }
}

/** The page that the address asks for, and how many there are, where that can be told. */
function usePeople(search: PeopleSearch) {
  const {
    sort = search.updated_since ? 'updated_at' : 'created_at',
    after,
    before,
    order,
    ...filters
  } = toPeopleQuery(search)
  const list = useApiQuery(
    '/directory_users',
    { query: { ...filters, sort, order, after, before, limit: 25 } },
    { every: 30_000 },
  )
  const counted = useApiQuery('/directory_users/count', { query: filters }).data
  const count =
    counted && (counted.is_exact || counted.count > 0) ? strings.count(counted.count, counted.is_exact) : null
  return { list, count: counted?.is_exact ? counted.count : count }
}

function ExportButton({ search }: { readonly search: PeopleSearch }) {
  const api = useApi()
  const { sort: _, order: __, after: ___, before: ____, ...filters } = toPeopleQuery(search)
  return (
    <Button
      component="a"
      href={api.address('/directory_users/export', filters)}
      download
      variant="default"
      size="sm"
      leftSection={<IconDownload size={16} aria-hidden />}
    >
      {strings.export}
    </Button>
  )
}
