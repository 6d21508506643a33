import { Badge, Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { formatNumber } from '../../shared/format.ts'
import { useApiQuery } from '../../shared/use-api.ts'
import { strings } from './strings.en.ts'

type Place = 'people' | 'disputes' | 'values'

type PeopleTabsProps = { readonly at: Place; readonly organization: string | null | undefined }

/** The way between everybody, users of whom nobody knows yet who they are, and values about which directories differ, with how many. */
export function PeopleTabs({ at, organization }: PeopleTabsProps) {
  const navigate = useNavigate()
  const places = { people: '/people', disputes: '/people/disputes', values: '/people/values' } as const
  return (
    <Tabs
      value={at}
      onChange={(value) => {
        const to = places[value as Place]
        if (to) void navigate({ to, search: organization ? { organization } : {} } as never)
      }}
      mb="md"
    >
      <Tabs.List>
        <Tabs.Tab value="people">{strings.tabs.people}</Tabs.Tab>
        <Tabs.Tab value="disputes" rightSection={<Open of="/match_cases/count" organization={organization} />}>
          {strings.tabs.disputes}
        </Tabs.Tab>
        <Tabs.Tab value="values" rightSection={<Open of="/attribute_cases/count" organization={organization} />}>
          {strings.tabs.values}
        </Tabs.Tab>
      </Tabs.List>
    </Tabs>
  )
}

type OpenProps = {
  readonly of: '/match_cases/count' | '/attribute_cases/count'
  readonly organization: string | null | undefined
}

/** How many cases are open; nothing for none. */
function Open({ of, organization }: OpenProps) {
  const query = { organization_id: organization ?? undefined, state: 'open' }
  const { data } = useApiQuery(of, { query }, { isEnabled: Boolean(organization), every: 30_000 })
  if (!data || data.count === 0) return null
  return (
    <Badge size="sm" variant="light" color="orange" tt="none" fw={600}>
      {`${formatNumber(data.count)}${data.is_exact ? '' : '+'}`}
    </Badge>
  )
}
