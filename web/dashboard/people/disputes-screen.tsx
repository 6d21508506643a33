import { Grid, SegmentedControl, Skeleton } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { EmptyState } from '../../shared/empty-state.tsx'
import { ErrorNotice } from '../../shared/error-notice.tsx'
import { useApiQuery } from '../../shared/use-api.ts'
import { OrganizationScreen } from '../organization-scope.tsx'
import { CaseList } from './case-list.tsx'
import { CaseView } from './case-view.tsx'
import { matching } from './matching-strings.en.ts'
import type { DisputesSearch } from './people-search.ts'
import { PeopleTabs } from './people-tabs.tsx'
import { strings } from './strings.en.ts'

const route = getRouteApi('/shell/people/disputes')
const words = matching.disputes
const states = (['open', 'decided', 'obsolete'] as const).map((value) => ({ value, label: words.states[value] }))

/** The inbox of users of whom somebody has to say whose they are. */
export function DisputesScreen() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/people/disputes' })
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
          <PeopleTabs at="disputes" organization={organization} />
          <Inbox organization={organization} search={search} />
        </>
      )}
    </OrganizationScreen>
  )
}

type InboxProps = { readonly organization: string; readonly search: DisputesSearch }

function Inbox({ organization, search }: InboxProps) {
  const navigate = useNavigate({ from: '/people/disputes' })
  const { state = 'open', after, before } = search
  const query = { organization_id: organization, state, after, before, order: 'asc', limit: 25 }
  const { data, error, refetch } = useApiQuery('/match_cases', { query }, { every: 30_000 })
  const to = (part: Partial<DisputesSearch>) => void navigate({ search: (now) => ({ ...now, ...part }), replace: true })
  const cases = data?.data ?? []
  const chosen = cases.find(({ id }) => id === search.case)?.id ?? search.case ?? cases[0]?.id
  const next = (id: string) => {
    const at = cases.findIndex((one) => one.id === id)
    to({ case: (cases[at + 1] ?? cases[at - 1])?.id })
  }
  return (
    <>
      <SegmentedControl
        data={states}
        value={state}
        aria-label={words.stateLabel}
        onChange={(value) =>
          to({ state: value as DisputesSearch['state'], case: undefined, after: undefined, before: undefined })
        }
        mb="md"
      />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton h={320} aria-busy />}
      {data && cases.length === 0 && <EmptyState {...words.empty[state]} />}
      {data && cases.length > 0 && (
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 4, xl: 3 }}>
            <CaseList
              cases={cases}
              chosen={chosen}
              page={data.list_metadata}
              onChoose={(id) => to({ case: id })}
              onPage={(page) => to({ after: undefined, before: undefined, case: undefined, ...page })}
            />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8, xl: 9 }}>
            {chosen && <CaseView key={chosen} id={chosen} onDecided={() => next(chosen)} />}
          </Grid.Col>
        </Grid>
      )}
    </>
  )
}
