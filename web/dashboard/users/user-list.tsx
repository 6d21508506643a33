import { Button, Skeleton } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useRef } from 'react'
import type { DirectoryUser } from '../../shared/api-types.ts'
import { ListTable } from '../../shared/list-table.tsx'
import { PageHeader } from '../../shared/page-header.tsx'
import { SearchField } from '../../shared/search-field.tsx'
import { useApi, useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'
import { userColumns } from './user-columns.tsx'
import { nameOf } from './user-name.ts'
import { isFiltered, toUsersQuery, type UsersSearch } from './users-search.ts'

// What opens over the list, and what filters it, comes after its first rows.
const DeletedUsers = lazy(async () => ({ default: (await import('./deleted-users.tsx')).DeletedUsers }))
const UserFilters = lazy(async () => ({ default: (await import('./user-filters.tsx')).UserFilters }))
const UserPanel = lazy(async () => ({ default: (await import('./user-panel.tsx')).UserPanel }))

const route = getRouteApi('/shell/users')

/** D7: the users of all directories: searched, filtered, sorted, and opened beside the list. */
export function UserList() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/users' })
  const filter = (part: Partial<UsersSearch>) =>
    void navigate({
      search: (now) => ({ ...now, after: undefined, before: undefined, panel: undefined, ...part }),
      replace: true,
    })
  const filters = (
    <Suspense fallback={<Skeleton h={32} maw={640} />}>
      <UserFilters search={search} onChange={filter} />
    </Suspense>
  )
  return (
    <>
      <PageHeader title={strings.title} text={strings.text} />
      {search.state === 'deleted' ? (
        <Suspense>
          <DeletedUsers search={search} filters={filters} />
        </Suspense>
      ) : (
        <LivingUsers search={search} filters={filters} onFilter={filter} />
      )}
    </>
  )
}

type LivingUsersProps = {
  readonly search: UsersSearch
  readonly filters: React.ReactNode
  readonly onFilter: (part: Partial<UsersSearch>) => void
}

function LivingUsers({ search, filters, onFilter }: LivingUsersProps) {
  const navigate = useNavigate({ from: '/users' })
  const { list, count } = useUsers(search)
  const sort = search.sort ?? (search.updated_since ? 'updated_at' : 'created_at')
  const rows = list.data?.data
  const open = rows?.find(({ id }) => id === search.panel)
  // It stays when it is closed, so that it goes out of sight slowly and gives the focus back.
  const wasOpened = useRef(false)
  wasOpened.current ||= search.panel !== undefined
  const to = (part: Partial<UsersSearch>) => void navigate({ search: (now) => ({ ...now, ...part }) })
  return (
    <>
      <ListTable<DirectoryUser>
        name="users"
        label={strings.title}
        rows={rows}
        rowId={({ id }) => id}
        rowName={nameOf}
        columns={userColumns}
        isLoading={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={list.data?.list_metadata.after ? lookFurther(list.data.list_metadata.after, to) : nobodyYet}
        isFiltered={isFiltered(search) && !list.data?.list_metadata.after}
        onClearFilters={() => void navigate({ search: {} })}
        {...(count && { count })}
        sort={{ column: sort, direction: search.order ?? (sort === 'name' ? 'asc' : 'desc') }}
        onSort={({ column, direction }) => onFilter({ sort: column as UsersSearch['sort'], order: direction })}
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
          <UserPanel id={search.panel} listed={open} onClose={() => to({ panel: undefined })} />
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
function lookFurther(after: string, to: (part: Partial<UsersSearch>) => void) {
  const action = <Button onClick={() => to({ after, before: undefined })}>{strings.moreButton}</Button>
  return { title: strings.more, action }
}

/** The page that the address asks for, and how many there are, where that can be told. */
function useUsers(search: UsersSearch) {
  const {
    sort = search.updated_since ? 'updated_at' : 'created_at',
    after,
    before,
    order,
    ...filters
  } = toUsersQuery(search)
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

function ExportButton({ search }: { readonly search: UsersSearch }) {
  const api = useApi()
  const { sort: _, order: __, after: ___, before: ____, ...filters } = toUsersQuery(search)
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
