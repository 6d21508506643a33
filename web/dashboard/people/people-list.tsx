import { Button, Skeleton } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useRef } from 'react'
import type { PersonWithDirectories } from '../../shared/api-types.ts'
import { ListTable } from '../../shared/list-table.tsx'
import { SearchField } from '../../shared/search-field.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { OrganizationScreen } from '../organization-scope.tsx'
import { peopleColumns } from './people-columns.tsx'
import { filtersOf, isFiltered, type PeopleSearch } from './people-search.ts'
import { strings } from './strings.en.ts'

// What opens over the list, and what filters it, comes after its first rows.
const PeopleFilters = lazy(async () => ({ default: (await import('./people-filters.tsx')).PeopleFilters }))
const PeopleTabs = lazy(async () => ({ default: (await import('./people-tabs.tsx')).PeopleTabs }))
const PersonPanel = lazy(async () => ({ default: (await import('./person-panel.tsx')).PersonPanel }))

const route = getRouteApi('/shell/people')

/** The people of an organization: each once, however many directories know them. */
export function PeopleList() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/people' })
  return (
    <OrganizationScreen
      title={strings.title}
      text={strings.text}
      ask={strings.ask}
      inAddress={search.organization}
      onChoose={(id) => void navigate({ search: { organization: id } })}
    >
      {(organization) => (
        <>
          <Suspense fallback={<Skeleton h={40} mb="md" />}>
            <PeopleTabs at="people" organization={organization} />
          </Suspense>
          <OfOrganization organization={organization} search={search} />
        </>
      )}
    </OrganizationScreen>
  )
}

type OfOrganizationProps = { readonly organization: string; readonly search: PeopleSearch }

function OfOrganization({ organization, search }: OfOrganizationProps) {
  const navigate = useNavigate({ from: '/people' })
  const { list, count } = usePeople(organization, search)
  const { sort = 'name' } = search
  // It stays when it is closed, so that it goes out of sight slowly and gives the focus back.
  const wasOpened = useRef(false)
  wasOpened.current ||= search.panel !== undefined
  const to = (part: Partial<PeopleSearch>) => void navigate({ search: (now) => ({ ...now, ...part }) })
  const filter = (part: Partial<PeopleSearch>) =>
    void navigate({
      search: (now) => ({ ...now, after: undefined, before: undefined, panel: undefined, ...part }),
      replace: true,
    })
  const after = list.data?.list_metadata.after
  return (
    <>
      <ListTable<PersonWithDirectories>
        name="people"
        label={strings.title}
        rows={list.data?.data}
        rowId={({ id }) => id}
        rowName={(person) => person.display_name}
        columns={peopleColumns}
        isLoading={list.isFetching}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={after ? lookFurther(() => to({ after, before: undefined })) : nobodyYet}
        isFiltered={isFiltered(search) && !after}
        onClearFilters={() => void navigate({ search: { organization: search.organization } })}
        {...(count !== null && { count })}
        sort={{ column: sort, direction: search.order ?? (sort === 'name' ? 'asc' : 'desc') }}
        onSort={({ column, direction }) => filter({ sort: column as PeopleSearch['sort'], order: direction })}
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
        filters={
          <Suspense fallback={<Skeleton h={32} maw={480} />}>
            <PeopleFilters search={search} organization={organization} onChange={filter} />
          </Suspense>
        }
      />
      {wasOpened.current && (
        <Suspense>
          <PersonPanel
            id={search.panel}
            listed={list.data?.data.find(({ id }) => id === search.panel)}
            onClose={() => to({ panel: undefined })}
          />
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
function lookFurther(onLook: () => void) {
  return { title: strings.more, action: <Button onClick={onLook}>{strings.moreButton}</Button> }
}

/** The page that the address asks for, and how many there are, where that can be told. */
function usePeople(organization: string, search: PeopleSearch) {
  const filters = { ...filtersOf(search), organization_id: organization }
  const { sort = 'name', order, after, before } = search
  const query = { ...filters, sort, order, after, before, limit: 25 }
  const list = useApiQuery('/people', { query }, { every: 30_000 })
  const counted = useApiQuery('/people/count', { query: filters }).data
  if (!counted || (!counted.is_exact && counted.count === 0)) return { list, count: null }
  return { list, count: strings.count(counted.count, counted.is_exact) }
}
