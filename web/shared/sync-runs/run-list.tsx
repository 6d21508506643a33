import { Text } from '@mantine/core'
import type { SyncRun, SyncRunWithDirectory } from '../api-types.ts'
import type { FilterChipsProps } from '../filter-chips.tsx'
import { FilterChips } from '../filter-chips.tsx'
import { type ListPageTo, ListTable } from '../list-table.tsx'
import { useSharedStrings } from '../shared-strings.tsx'
import { useApiQuery } from '../use-api.ts'
import { runColumns } from './run-columns.tsx'
import { runStringsOf } from './run-language.ts'

/** What of a list of runs is in the URL. */
export type RunListSearch = {
  readonly states?: readonly SyncRun['state'][]
  readonly kinds?: readonly SyncRun['kind'][]
  readonly triggers?: readonly SyncRun['trigger'][]
  readonly before?: string
  readonly after?: string
}

export type RunListProps = {
  /** Only the runs of one directory; else of all, with the names of their directories. */
  readonly directoryId?: string
  readonly organizationId?: string
  readonly search: RunListSearch
  /** A change of filters leads back to the first page. */
  readonly onSearch: (search: RunListSearch) => void
  readonly onOpen?: (run: SyncRun) => void
  /** How many rows; 25 if not said. */
  readonly limit?: number
  /** Without the bar above: beside other things. */
  readonly isCompact?: boolean
}

const states = ['waiting', 'running', 'queued', 'paused', 'failed', 'completed', 'cancelled'] as const

/** The runs of a directory or of all, the last first. Read anew while one is on its way. */
export function RunList({
  directoryId,
  organizationId,
  search,
  onSearch,
  onOpen,
  limit = 25,
  isCompact = false,
}: RunListProps) {
  const { locale } = useSharedStrings()
  const strings = runStringsOf(locale)
  const runs = useRuns({ directoryId, organizationId, search, limit })
  const { before: _, after: __, ...filters } = search
  const isFiltered = Object.values(filters).some((values) => values !== undefined && values.length > 0)
  return (
    <ListTable<SyncRun | SyncRunWithDirectory>
      name={directoryId ? 'directory-runs' : 'runs'}
      label={strings.runs}
      rows={runs.data?.data}
      rowId={({ id }) => id}
      rowName={(run) => `${strings.kinds[run.kind]} ${run.created_at}`}
      columns={runColumns(strings, { isOfAll: directoryId === undefined })}
      isLoading={runs.isFetching}
      error={runs.error}
      onRetry={() => void runs.refetch()}
      empty={{ title: strings.empty.title, text: <Text size="sm">{strings.empty.text}</Text> }}
      isFiltered={isFiltered}
      onClearFilters={() => onSearch({})}
      {...(runs.data && { page: runs.data.list_metadata })}
      onPage={(to: ListPageTo) => onSearch({ ...filters, ...to })}
      {...(onOpen && { onOpen })}
      isCompact={isCompact}
      maxHeight={isCompact ? null : undefined}
      filters={<RunFilters search={search} onSearch={onSearch} />}
    />
  )
}

type Wanted = Pick<RunListProps, 'directoryId' | 'organizationId' | 'search'> & { readonly limit: number }

function useRuns({ directoryId, organizationId, search, limit }: Wanted) {
  const query = { ...search, limit }
  const all = useApiQuery(
    '/sync_runs',
    { query: { ...query, organization_id: organizationId } },
    { isEnabled: directoryId === undefined, every: 5_000 },
  )
  const { states: wanted, before, after } = search
  const own = useApiQuery(
    '/directories/{id}/sync_runs',
    { path: { id: directoryId ?? '' }, query: { states: wanted, before, after, limit } },
    { isEnabled: directoryId !== undefined, every: 5_000 },
  )
  return directoryId === undefined ? all : own
}

type RunFiltersProps = { readonly search: RunListSearch; readonly onSearch: (search: RunListSearch) => void }

function RunFilters({ search, onSearch }: RunFiltersProps) {
  const shared = useSharedStrings()
  const strings = runStringsOf(shared.locale)
  const filters: FilterChipsProps['filters'] = [
    {
      key: 'states',
      label: strings.columns.state,
      options: states.map((value) => ({ value, label: shared.states[value] })),
    },
  ]
  return (
    <FilterChips
      filters={filters}
      values={{ states: search.states }}
      onChange={(key, values) => onSearch({ ...withoutPage(search), [key]: values.length > 0 ? values : undefined })}
    />
  )
}

function withoutPage({ before: _, after: __, ...filters }: RunListSearch): RunListSearch {
  return filters
}
