import { Badge, Tabs } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { MemberObject } from '../../shared/api-types.ts'
import { FilterChips } from '../../shared/filter-chips.tsx'
import { formatNumber } from '../../shared/format.ts'
import { ListTable } from '../../shared/list-table.tsx'
import { SearchField } from '../../shared/search-field.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { OrganizationScreen } from '../organization-scope.tsx'
import { strings } from './strings.en.ts'
import { teamsColumns } from './teams-columns.tsx'
import { MemberKind, type TeamsSearch } from './teams-search.ts'

const route = getRouteApi('/shell/teams')

/** The teams, groups and org units of an organization. */
export function TeamsList() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/teams' })
  return (
    <OrganizationScreen
      title={strings.title}
      text={strings.text}
      ask={strings.ask}
      inAddress={search.organization}
      onChoose={(id) => void navigate({ search: { organization: id } })}
    >
      {(organization) => <OfOrganization organization={organization} search={search} />}
    </OrganizationScreen>
  )
}

type OfOrganizationProps = { readonly organization: string; readonly search: TeamsSearch }

function OfOrganization({ organization, search }: OfOrganizationProps) {
  const navigate = useNavigate({ from: '/teams' })
  const { kind = 'Team' } = search
  const counts = useApiQuery('/organizations/{id}/member_objects/count', { path: { id: organization } }).data
  const countOf = { Team: counts?.teams, Group: counts?.groups, OrgUnit: counts?.org_units }
  return (
    <Tabs
      value={kind}
      onChange={(value) =>
        void navigate({
          search: { organization: search.organization, kind: value === 'Team' ? undefined : (value as MemberKind) },
        })
      }
      keepMounted={false}
    >
      <Tabs.List mb="md">
        {MemberKind.options.map((one) => (
          <Tabs.Tab
            key={one}
            value={one}
            rightSection={
              countOf[one] ? (
                <Badge size="sm" variant="default" tt="none" fw={500}>
                  {formatNumber(countOf[one])}
                </Badge>
              ) : null
            }
          >
            {strings.kinds[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={kind}>
        <OfKind organization={organization} search={search} kind={kind} count={countOf[kind]} />
      </Tabs.Panel>
    </Tabs>
  )
}

type OfKindProps = OfOrganizationProps & { readonly kind: MemberKind; readonly count: number | undefined }

function OfKind({ organization, search, kind, count }: OfKindProps) {
  const navigate = useNavigate({ from: '/teams' })
  const { search: text, undecided, after, before } = search
  const query = { kinds: [kind], search: text, undecided, after, before, limit: 50 }
  const list = useApiQuery(
    '/organizations/{id}/member_objects',
    { path: { id: organization }, query },
    { every: 30_000 },
  )
  const isFiltered = Boolean(text ?? undecided)
  const filter = (part: Partial<TeamsSearch>) =>
    void navigate({ search: (now) => ({ ...now, after: undefined, before: undefined, ...part }), replace: true })
  return (
    <ListTable<MemberObject>
      name={`teams-${kind}`}
      label={strings.kinds[kind]}
      rows={list.data?.data}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
      columns={teamsColumns(kind)}
      isLoading={list.isFetching}
      error={list.error}
      onRetry={() => void list.refetch()}
      empty={strings.empty}
      isFiltered={isFiltered}
      onClearFilters={() => filter({ search: undefined, undecided: undefined })}
      {...(!isFiltered && count !== undefined && { count })}
      {...(list.data && { page: list.data.list_metadata })}
      pageWords={strings.pages}
      onPage={(page) => filter(page)}
      onOpen={(one) =>
        void navigate({
          to: '/teams/$kind/$id',
          params: { kind, id: one.id },
          search: { organization: search.organization },
        })
      }
      search={
        <SearchField
          value={text ?? ''}
          label={strings.search}
          onChange={(next) => filter({ search: next || undefined })}
        />
      }
      filters={
        <FilterChips
          filters={[
            {
              key: 'undecided',
              label: strings.filters.undecided,
              isSingle: true,
              options: [
                { value: 'true', label: strings.filters.some },
                { value: 'false', label: strings.filters.none },
              ],
            },
          ]}
          values={{ undecided: undecided ? [undecided] : [] }}
          onChange={(_, [value]) => filter({ undecided: value as TeamsSearch['undecided'] })}
        />
      }
    />
  )
}
