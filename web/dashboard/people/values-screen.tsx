import { SegmentedControl, Skeleton, Stack } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { OrganizationScreen } from '../organization-scope.tsx'
import { CasePages } from './case-pages.tsx'
import type { DisputesSearch } from './people-search.ts'
import { PeopleTabs } from './people-tabs.tsx'
import { strings } from './strings.en.ts'
import { ValueCases } from './value-cases.tsx'
import { deciding } from './value-disputes-strings.en.ts'

const route = getRouteApi('/shell/people/values')
const words = deciding.values
const states = (['open', 'decided', 'obsolete'] as const).map((value) => ({ value, label: words.states[value] }))

/** The inbox of values about which directories of equal say differ. */
export function ValuesScreen() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/people/values' })
  return (
    <OrganizationScreen
      title={strings.title}
      text={words.text}
      ask={strings.ask}
      inAddress={search.organization}
      onChoose={(id) => void navigate({ search: { organization: id } })}
    >
      {(organization) => (
        <>
          <PeopleTabs at="values" organization={organization} />
          <Inbox organization={organization} search={search} />
        </>
      )}
    </OrganizationScreen>
  )
}

type InboxProps = { readonly organization: string; readonly search: DisputesSearch }

function Inbox({ organization, search }: InboxProps) {
  const navigate = useNavigate({ from: '/people/values' })
  const { state = 'open', after, before } = search
  const query = { organization_id: organization, state, after, before, order: 'asc', limit: 25 }
  const { data, error, refetch } = useApiQuery('/attribute_cases', { query }, { every: 30_000 })
  const to = (part: Partial<DisputesSearch>) =>
    void navigate({ search: (now) => ({ ...now, after: undefined, before: undefined, ...part }), replace: true })
  return (
    <>
      <SegmentedControl
        data={states}
        value={state}
        aria-label={words.stateLabel}
        onChange={(value) => to({ state: value as DisputesSearch['state'] })}
        mb="md"
      />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton h={320} aria-busy />}
      {data && (
        <Stack gap="sm">
          {data.data.length === 0 && <EmptyState {...words.empty[state]} />}
          {data.data.length > 0 && <ValueCases cases={data.data} state={state} />}
          <CasePages page={data.list_metadata} onPage={to} />
        </Stack>
      )}
    </>
  )
}
