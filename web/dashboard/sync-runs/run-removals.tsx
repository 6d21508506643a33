import { Grid } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { StagedRemoval, SyncGuard, SyncRun } from '../../shared/api-types.ts'
import { FilterChips } from '../../shared/filter-chips.tsx'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { SearchField } from '../../shared/search-field.tsx'
import { StatusBadge } from '../../shared/status-badge.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { RemovalName } from './removal-name.tsx'
import { RemovalSums } from './removal-sums.tsx'
import { firstPage, type RunSearch } from './runs-search.ts'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/directories/$id/runs/$runId')
const words = strings.removals

/** Whom and what a run would remove, or has removed, by name; beside it the same by department and group. */
export function RunRemovals({ run }: { readonly run: SyncRun }) {
  const { tab, ...search } = route.useSearch()
  const navigate = useNavigate()
  const path = { id: run.directory_id, run_id: run.id }
  const noDepartment = search.department === '' ? 'true' : undefined
  const query = { ...search, no_department: noDepartment, limit: 25, order: 'asc' }
  const list = useApiQuery('/directories/{id}/sync_runs/{run_id}/removals', { path, query }, { every: 15_000 })
  const { data: guard } = useApiQuery('/directories/{id}/sync_runs/{run_id}/guard', { path })
  const go = (next: RunSearch) => {
    const params = { id: run.directory_id, runId: run.id }
    void navigate({ to: '/directories/$id/runs/$runId', params, search: { tab: 'removals', ...next } })
  }
  const { before: _, after: __, ...filters } = search
  const table = (
    <ListTable
      name="removals"
      label={words.label}
      rows={list.data?.data}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
      columns={run.state === 'waiting' ? whileHeld : columns}
      isLoading={list.isFetching}
      error={list.error}
      onRetry={() => void list.refetch()}
      empty={words.empty}
      isFiltered={Object.values(filters).some((value) => value !== undefined && value.length > 0)}
      onClearFilters={() => go({})}
      {...(list.data && { page: list.data.list_metadata })}
      pageWords={{ before: 'Previous', after: 'Next' }}
      onPage={(to) => go({ ...filters, ...to })}
      search={
        <SearchField
          label={words.search}
          value={search.search ?? ''}
          onChange={(text) => go({ ...filters, search: text || undefined })}
          width={300}
        />
      }
      filters={<Filters search={search} guard={guard} onSearch={go} />}
    />
  )
  const hasSums = guard !== undefined && (guard.departments.length > 0 || guard.groups.length > 0)
  if (!hasSums) return table
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 9 }}>{table}</Grid.Col>
      <Grid.Col span={{ base: 12, lg: 3 }}>
        <RemovalSums guard={guard} search={search} onSearch={(next) => go({ ...filters, ...next })} />
      </Grid.Col>
    </Grid>
  )
}

const columns: readonly ListColumn<StagedRemoval>[] = [
  {
    key: 'name',
    title: words.columns.name,
    render: (removal) => <RemovalName removal={removal} />,
  },
  { key: 'department', title: words.columns.department, render: ({ department }) => department ?? '–' },
  { key: 'kind', title: words.columns.kind, defaultHidden: true, render: ({ kind }) => words.kinds[kind] },
  {
    key: 'reason',
    title: words.columns.reason,
    render: ({ reason }) => <span style={{ whiteSpace: 'nowrap' }}>{words.reasons[reason]}</span>,
  },
  { key: 'seen', title: words.columns.lastSeen, render: ({ last_seen_at: at }) => <Time at={at} missing="–" /> },
  { key: 'state', title: words.columns.state, render: ({ state }) => <StatusBadge state={state} size="sm" /> },
]

/** While all of them are held, their state says nothing. */
const whileHeld = columns.map((column) => (column.key === 'state' ? { ...column, defaultHidden: true } : column))

type FiltersProps = {
  readonly search: RunSearch
  readonly guard: SyncGuard | undefined
  readonly onSearch: (search: RunSearch) => void
}

function Filters({ search, guard, onSearch }: FiltersProps) {
  const groups = guard?.groups ?? []
  const filters = [
    { key: 'kinds', label: words.columns.kind, options: optionsOf(words.kinds) },
    { key: 'reasons', label: words.columns.reason, options: optionsOf(words.reasons) },
    {
      key: 'department',
      label: words.department,
      isSingle: true,
      options: (guard?.departments ?? []).map(({ name }) => ({ value: name ?? '', label: name ?? words.noDepartment })),
    },
    {
      key: 'group',
      label: words.group,
      isSingle: true,
      options: groups.map(({ id, name }) => ({ value: id, label: name })),
    },
  ]
  const { department, group } = search
  const change = (key: string, values: readonly string[]) => {
    const isSingle = key === 'department' || key === 'group'
    onSearch({ ...firstPage(search), [key]: isSingle ? values[0] : values.length > 0 ? values : undefined })
  }
  return (
    <FilterChips
      filters={filters.filter(({ options }) => options.length > 0)}
      values={{
        kinds: search.kinds,
        reasons: search.reasons,
        department: department === undefined ? [] : [department],
        group: group === undefined ? [] : [group],
      }}
      onChange={change}
      onClear={() => onSearch({ search: search.search })}
    />
  )
}

function optionsOf(named: Readonly<Record<string, string>>) {
  return Object.entries(named).map(([value, label]) => ({ value, label }))
}
