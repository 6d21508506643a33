import { SegmentedControl } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { PlanHead } from '../../shared/api-types.ts'
import { type ListColumn, ListTable } from '../../shared/list-table.tsx'
import { Time } from '../../shared/time.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { type AsCodeSearch, type PlanFilter, statesOf } from './as-code-search.ts'
import { OriginText } from './origin-text.tsx'
import { PlanBadge } from './plan-badge.tsx'
import { PeopleCounts, PlanCounts } from './plan-sign.tsx'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/as-code')
const words = strings.plans
const filters = (['open', 'applied', 'all'] as const).map((value) => ({ value, label: words.filters[value] }))

const columns: readonly ListColumn<PlanHead>[] = [
  { key: 'state', title: words.columns.state, width: 150, render: ({ state }) => <PlanBadge state={state} /> },
  { key: 'changes', title: words.columns.changes, render: ({ summary }) => <PlanCounts summary={summary} /> },
  { key: 'people', title: words.columns.people, render: ({ summary }) => <PeopleCounts {...summary} /> },
  { key: 'from', title: words.columns.from, render: ({ origin }) => <OriginText origin={origin} /> },
  { key: 'by', title: words.columns.by, render: ({ created_by: by }) => by.name },
  {
    key: 'created',
    title: words.columns.created,
    width: 140,
    render: ({ created_at: at }) => <Time at={at} />,
  },
]

const finished: ListColumn<PlanHead> = {
  key: 'finished',
  title: words.columns.finished,
  width: 140,
  render: ({ finished_at: at }) => <Time at={at} missing="" />,
}

/** What was planned for an organization: what waits for somebody, and what was applied. */
export function PlansTab({ organization }: { readonly organization: string }) {
  const { plans: filter = 'open', after, before } = route.useSearch()
  const navigate = useNavigate({ from: '/as-code' })
  const to = (part: Partial<AsCodeSearch>) => void navigate({ search: (now) => ({ ...now, ...part }) })
  const states = statesOf[filter]
  const list = useApiQuery(
    '/organizations/{id}/plans',
    { path: { id: organization }, query: { ...(states && { states: [...states] }), after, before, limit: 25 } },
    { every: 15_000 },
  )
  const first = { after: undefined, before: undefined }
  return (
    <ListTable<PlanHead>
      name="plans"
      label={words.label}
      rows={list.data?.data}
      rowId={({ id }) => id}
      rowName={({ created_by: by }) => words.rowName(by.name)}
      columns={filter === 'open' ? columns : [...columns.slice(0, 5), finished]}
      isLoading={list.isFetching}
      error={list.error}
      onRetry={() => void list.refetch()}
      empty={filter === 'open' ? words.emptyFiltered : words.empty}
      {...(list.data && { page: list.data.list_metadata })}
      onPage={(page) => to({ ...first, ...page })}
      onOpen={({ id }) => void navigate({ to: '/as-code/plans/$id', params: { id } as never })}
      filters={
        <SegmentedControl
          size="sm"
          data={filters}
          value={filter}
          aria-label={words.filterLabel}
          onChange={(value) => to({ ...first, plans: value as PlanFilter })}
        />
      }
    />
  )
}
